"""What is said of a made clip: always what its base does, too.

Who claps while walking walks: a sentence that names the clapping alone belongs to somebody who stands.
"""

import re
from dataclasses import replace

from ..describe import wording
from .bases import RESTS

_SUBJECTS = ("a person", "a person", "someone", "a man", "the character")
_OTHER = {"left": "right", "right": "left"}
_MOVES = ("walk", "run", "turn")
_SITS = r"\b(?:sit\w*|seat\w*|\w*chair|car|driv\w*|wheel|boat|oars?|row\w*|kayak\w*|canoe|desk|computer)\b"
# How it is said where one is who does something; words of a sentence that says it already.
_PLACES = {
    "seat": (("while sitting", "sitting on a chair", "while sitting on a chair", "seated"), _SITS),
    "kneel": (("on the knees", "kneeling", "while kneeling", "kneeling on the floor"), "knee"),
    "knee": (("on one knee", "kneeling on one knee", "down on one knee"), "knee"),
    "squat": (("squatting", "in a squat", "crouching down", "squatting low"), "squat|crouch"),
    "way": (("while walking", "walking along", "while walking forward"), "walk|pac(?:e|ing)"),
    "back": (("walking backwards", "while walking backwards", "going backwards"), "backward"),
}


def said(base, recipes, side, random, ease=False):
    """Four different sentences of a made clip: who walks how, in several styles, and a short name."""
    texts = {}
    for k in range(40):
        text = (
            _label(base, recipes, side, random)
            if k % 4 == 3
            else _sentence(base, recipes, side, random, ease)
        )
        texts.setdefault(text)
        if len(texts) == 4:
            break
    return list(texts)


def _one(options, random):
    return options[random.integers(len(options))]


def _sentence(base, recipes, side, random, ease):
    form = ("s", "s", "base", "ing")[random.integers(4)]
    who = _one(_SUBJECTS, random)
    roles = [role for recipe in recipes for role in recipe.who]
    if roles and random.random() < 0.3:
        who = _one(roles, random)
    does = [recipe for recipe in recipes if recipe.does]
    # What is done on the way isn't told as a state.
    acts = ease or any(not recipe.beside for recipe in recipes)
    if recipes[0].act and base.kind != "walk":
        clauses, beside, at = [_placed(_done(recipes[0], form, random), base.kind, random)], [], 0
    elif base.kind in RESTS and does and (acts or random.random() < 0.75):
        clauses, beside, at = [_done(does[-1], form, random)], [r for r in recipes if r is not does[-1]], 0
    else:
        clauses, beside, at = _moved(base, recipes, form, random)
    added = [_one(recipe.beside, random) for recipe in beside if recipe.beside]
    clauses[at] = " ".join([clauses[at], *added[:2]])
    text = _one((" and then ", ", then ", " and "), random).join(clauses)
    text = text.format(side=side, other=_OTHER[side])
    if form == "ing":
        return f"{who} is {text}" if random.random() < 0.6 else text
    return text if form == "base" else f"{who} {text}"


def _done(recipe, form, random):
    verb, rest = _one(recipe.does, random)
    return wording.inflected(verb, form) + (f" {_also(rest, form)}" if rest else "")


def _also(rest, form):
    """rest with its further verbs, which are marked by a star, in the form of the first."""
    return re.sub(r"\*(\w+)", lambda found: wording.inflected(found[1], form), rest)


def _placed(text, kind, random):
    """A sentence or label with where one is who does so, unless it says so."""
    words, said = _PLACES.get(kind, ((), ""))
    return f"{text} {_one(words, random)}" if words and not re.search(said, text) else text


def without_place(text):
    """A sentence of an act without where one is who does so, and the kind of base that says it, or ""."""
    for kind, (words, _) in _PLACES.items():
        for said in sorted(words, key=len, reverse=True):
            if text.endswith(f" {said}"):
                return text.removesuffix(f" {said}"), kind
    return text, ""


def _moved(base, recipes, form, random):
    """(clauses of the base's phases, recipes not said in them, number of the clause for those)."""
    row, clauses, beside = _phases(base), [], list(recipes)
    if any(recipe.verbs for recipe in recipes):
        # Their steps are shorter: the captured metres no longer hold.
        row = [
            replace(phase, meanwhile=tuple(f for f in phase.meanwhile if f.name != "straight"))
            for phase in row
        ]
    for phase in row:
        clause = wording.clause(phase, random)
        verb, rest = clause.verb, clause.rest
        replaced = [recipe for recipe in beside if recipe.verbs]
        styled = replaced and (random.random() < 0.6 or not replaced[0].beside)
        if phase.kind in ("walk", "run") and styled:
            verb, manner = _one(replaced[0].verbs, random)
            manner = _also(manner, form)
            rest = "" if manner and random.random() < replaced[0].alone else rest
            rest = " ".join(word for word in (manner, rest) if word)
            beside.remove(replaced[0])
        clauses.append(" ".join(word for word in (wording.inflected(verb, form), rest) if word))
    at = next((k for k, phase in enumerate(row) if phase.kind in _MOVES), 0)
    return clauses, beside, at


def _phases(base):
    """The base's phases without the stands before and after what moves."""
    moving = [k for k, phase in enumerate(base.row) if phase.kind in _MOVES]
    return base.row[moving[0] : moving[-1] + 1] if moving else base.row


def _label(base, recipes, side, random):
    """A short name, as in a list of animations."""
    if recipes[0].act and base.kind != "walk":
        text = _one(recipes[0].labels, random).format(side=side, other=_OTHER[side])
        return _placed(text, base.kind, random)
    stands = base.kind in RESTS
    name = "idle" if stands else " and ".join(dict.fromkeys(phase.kind for phase in _phases(base)))
    labels = [_one(recipe.labels, random) for recipe in recipes if recipe.labels]
    text = ", ".join(label.format(base=name, side=side, other=_OTHER[side]) for label in labels)
    # A limp is a walk; applause is not.
    told = any("{base}" in label for label in labels) or any(recipe.verbs for recipe in recipes)
    told = told and name in ("walk", "run", "turn", "idle")
    if told or (stands and (len(recipes) > 1 or not recipes[0].pose or random.random() < 0.4)):
        return text
    return text if name in text.split() else f"{name}, {text}"
