"""Forms of the verbs that captions use, and short names of the actions they describe."""

import re

_VERBS = """
act balance begin bend block bounce bow box bring cartwheel catch chop circle clap climb come
continue crawl creep cross crouch curl curve dance direct dive do dodge dribble drink drive drop
duck exercise extend face fall finish flap fold gesture get give go grab hang hit hold hop imitate
jab jerk jog jump keep kick kneel land laugh lean leap lift limp look lower lunge lurch make march
mimic moonwalk mop move nod open pace pat perform pick pirouette pivot place play point pose
practice pretend proceed pull punch push put raise reach rest return ride rock roll rotate row rub
run sashay saunter scratch screw shake shift shoot shuffle sidestep sing sit skip slash slide slip
sneak spin sprint squat stand start step stomp stop stretch stride strike stroll strut stumble sway
sweep swim swing swirl take talk tap throw tilt tiptoe touch trip turn twirl twist unscrew veer walk
wander warm wash wave wiggle wipe wobble
"""
_DOUBLED = """
beg begin chop clap cut dig dip drag drop drum fan flap flip flop get grab hit hop hug jab jam jog knit
leapfrog let lug mop nod pat plod pop put ram rap rub run sag scan scrub shrug shut sidestep sit skip slam
slap slip snap sob spin spit split squat stab step stir stop strip strum strut swat swim tap tip trip tug wrap
"""


def third_person(base):
    """ "walks" for "walk"."""
    if base.endswith(("s", "sh", "ch", "x", "z", "o")):
        return base + "es"
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ies"
    return base + "s"


def progressive(base):
    """ "walking" for "walk"."""
    if base in _DOUBLED.split():
        return base + base[-1] + "ing"
    if base.endswith("ie"):
        return base[:-2] + "ying"
    if base.endswith("e") and not base.endswith(("oe", "ee")):
        return base[:-1] + "ing"
    return base + "ing"


_FORMS = {}
for _base in _VERBS.split():
    _FORMS[_base] = (_base, "base")
    _FORMS[third_person(_base)] = (_base, "s")
    _FORMS[progressive(_base)] = (_base, "ing")


def lookup(word):
    """(base, "base" | "s" | "ing") of a verb form, (None, None) for other words."""
    return _FORMS.get(word.lower(), (None, None))


# What names an action, and how it is said in a few words.
_ACTIONS = {
    "walk": r"walk\w*|stroll\w*|strid\w+|saunter\w*|pac(?:es|ing)",
    "run": r"r[ua]n|runs|running|jog\w*|sprint\w*",
    "jump": r"jump\w*|leap\w*|hop|hops|hopping|hopped",
    "salsa": r"salsa",
    "ballet": r"ballet|ballerina|pirouette",
    "dance": r"danc\w+",
    "box": r"box|boxing|boxer|boxes",
    "punch": r"punch\w*|jab\w*",
    "kick": r"kick\w*",
    "karate": r"karate|martial|kung",
    "climb": r"climb\w*|ladder\w*",
    "sit": r"sit|sits|sitting|sat|seat|stool",
    "drink": r"drink\w*|drank|sip\w*|bottle",
    "laugh": r"laugh\w*",
    "cartwheel": r"cartwheel\w*",
    "balance": r"balanc\w+",
    "wash": r"wash\w*|wip(?:es|ing)|clean\w*",
    "dribble": r"dribbl\w+|basketball",
    "stairs": r"stairs|steps up|upstairs",
    "turn": r"turn\w*|spin\w*|twirl\w*",
    "sword": r"sword\w*",
    "wave": r"wav(?:es|ing)",
    "throw": r"throw\w*",
    "duck": r"duck\w*|crouch\w*|squat\w*",
    "stop": r"stops?|stopping",
}
_FINDERS = {name: re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE) for name, pattern in _ACTIONS.items()}
SHORT = {
    "walk": ("walk", "walking"),
    "run": ("run", "running"),
    "jump": ("jump", "a jump"),
    "salsa": ("salsa dance", "dancing salsa"),
    "ballet": ("ballet", "ballet dance"),
    "dance": ("dance", "dancing"),
    "box": ("boxing", "shadow boxing"),
    "punch": ("punching", "punch"),
    "kick": ("kick", "kicking"),
    "karate": ("martial arts", "karate moves"),
    "climb": ("climb", "climbing"),
    "sit": ("sit down", "sitting down"),
    "drink": ("drink", "drinking"),
    "laugh": ("laugh", "laughing"),
    "cartwheel": ("cartwheel", "a cartwheel"),
    "balance": ("balance", "balancing"),
    "wash": ("wipe a window", "washing windows"),
    "dribble": ("dribble a basketball", "dribbling a ball"),
    "stairs": ("climb stairs", "climbing stairs"),
    "turn": ("turn around", "spinning"),
    "sword": ("sword fight", "swinging a sword"),
    "wave": ("wave", "waving"),
    "throw": ("throw", "throwing"),
    "duck": ("duck", "ducking"),
    "stop": ("stop",),
}


def actions(text):
    """Names of the actions that a sentence mentions."""
    return {name for name, finder in _FINDERS.items() if finder.search(text)}
