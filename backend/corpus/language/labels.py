"""Sentences from the second corpus' labels, which are orders (“put something down on the floor”) or names of
an action (“roundhouse left kick”)."""

import re

# Verbs that a label begins with; “ready stance to run” and “uppercut left” begin with none.
_VERBS = frozenset((
    "advance", "blast", "block", "bounce", "bow", "cast", "crawl", "crouch", "dance", "defend", "dodge",
    "drink", "duck", "eat", "fall", "float", "fly", "get", "grab", "greet", "hold", "hop", "jog",
    "jump", "kick", "kneel", "land", "levitate", "lie", "lift", "look", "lower", "meditate", "nod",
    "pick", "power", "punch", "put", "raise", "reach", "reject", "reload", "retreat", "rise", "roll",
    "rotate", "run", "shiver", "shoot", "sit", "skip", "sleep", "sneak", "squat", "stand", "strike",
    "sway", "swim", "swing", "switch", "take", "throw", "tread", "turn", "wait", "walk", "warm", "wave",
))  # fmt: skip
_SPECIAL = {
    "skipping": "skips",
    "front kicking": "does front kicks",
    "look": "looks around",
    "angry": "shakes the fists in anger",
    "cartwheels, then pose": "does cartwheels and then poses",
    "confused, scratch the head": "scratches the head in confusion",
    "crouch, idle": "crouches",
    "conversation gestures": "gestures with the hands while talking",
    "defend, arms raised": "raises the arms to defend themselves",
    "capoeira": "does capoeira",
    "elbow to knee, one repetition, left elbow first":
        "brings the elbows to the opposite knees, left elbow first",
    "fighting stance, idle": "stands in a fighting stance",
    "graceful lady, wait": "waits gracefully, like a lady",
    "sexy lady, wait": "waits in a sexy pose, hand on the hip",
    "greet, wave": "waves in greeting",
    "hit in the chest": "is hit in the chest and recoils",
    "hit in the head": "is hit in the head and recoils",
    "kick to the front once with the left leg": "kicks to the front with the left leg",
    "kneel, tired": "kneels, tired",
    "left jab": "throws a left jab",
    "right jab": "throws a right jab",
    "punch, cross": "throws a cross",
    "punch, jab": "throws a jab",
    "push kick right": "does a right push kick",
    "ready stance to relax": "stands in a ready stance and then relaxes",
    "ready to taunt one to ready": "stands in a fighting stance and taunts the opponent",
    "ready to taunt two to ready": "stands in a fighting stance and taunts the opponent",
    "reject, wave off": "waves off in rejection",
    "dance": "dances",
    "dance, spin around": "dances and spins around",
    "dance body roll": "dances with a body roll",
    "dance charleston": "dances the charleston",
    "dance reach hip": "dances, reaching out from the hip",
    "macarena dance": "dances the macarena",
    "breakdance": "breakdances",
    "break dance, basic moves": "breakdances",
    "victory": "celebrates a victory",
    "Indian dance": "does an Indian dance",
    "sit, idle": "sits still",
    "stand, idle": "stands still",
    "sneak, crouched walk": "sneaks, walking in a crouch",
    "sprint": "sprints",
    "victory, pump the fist": "pumps the fist in victory",
    "victory pose 1": "strikes a victory pose",
    "victory pose 2": "strikes a victory pose",
    "walk, shake hands (one of two people)": "walks up and shakes hands",
    "walk to leap to walk": "walks, leaps and then walks on",
    "sidekick leading left": "does a left side kick",
    "sidekick leading right": "does a right side kick",
    "run change direction": "runs and changes direction",
    "run turn change direction": "runs and turns in another direction",
    "walk turn change direction": "walks and turns in another direction",
    "run backwards turn run forward": "runs backwards, turns and runs forward",
    "walk backwards stop forward": "walks backwards, stops and walks forward",
    "walk backwards stop forwards": "walks backwards, stops and walks forward",
    "walk backwards turn forward": "walks backwards, turns and walks forward",
    "walk backwards turn forwards": "walks backwards, turns and walks forward",
    "run backwards stop run forward": "runs backwards, stops and runs forward",
    "quick side step left": "quickly steps sideways to the left",
    "quick side step right": "quickly steps sideways to the right",
    "axe kick": "does an axe kick",
    "lie to crouch": "gets up from lying into a crouch",
    "crouch to lie": "crouches and then lies down",
    "zombie walk, right-angle turns": "walks like a zombie and turns at right angles",
}  # fmt: skip
_SIDE = re.compile(r"\b(leading )?(left|right)\b(?! foot| leg| hand| elbow| circle)")
_BOXING = re.compile(r"^(?:(body|middle|high|low) )?(jab|cross|hook|uppercut|backfist)\b")
_DEGREES = re.compile(r"\b(turn (?:left|right)) (\d+) degrees")


def sentences(label):
    """Two sentences of a label of the second corpus, a tuple."""
    told = _SPECIAL.get(label) or _told(" ".join(label.lower().split()))
    return f"a person {told}.", f"someone {told}."


def _told(label):
    label = (
        label.replace(" to pickup ", " to pick up ")
        .replace(", basic moves", "")
        .replace(", advanced moves", "")
    )
    label = re.sub(r"\bbox\b", "a box", label) if " a box" not in label else label
    label = re.sub(r"\b(victory pose) \d|(martial arts sequence) \d", r"\1\2", label)
    label = label.removesuffix(", broken off")
    if label.endswith("dance") or " dance" in label and label.split()[0] not in _VERBS:
        return f"dances {label.replace(' dance', '')}"
    parts = re.split(r" to | stop (?=run|walk)", label)
    if all(part.split()[0] in _VERBS or part.startswith(("ready", "side step")) for part in parts):
        return " and then ".join(_third(part) for part in parts)
    if _BOXING.search(label):
        return f"throws a {_sided(label)}"
    if "zombie" in label or "mummy" in label:
        who = "zombie" if "zombie" in label else "mummy"
        return f"walks like a {who}" + (" in a figure eight" if "eight" in label else "")
    if "kick" in label:
        return f"does a {_sided(label)}" if "kick " not in label else f"does a {label}"
    return f"does this: {label}" if "," in label else f"does {_article(label)}{_sided(label)}"


def _third(part):
    """“walk backwards” → “walks backwards”."""
    if part.startswith("ready"):
        return "stands in a ready stance" if part == "ready" else "stands in a " + part
    if part.startswith("side step"):
        return "steps sideways" + part.removeprefix("side step")
    part = _DEGREES.sub(r"and \1 by \2 degrees" if not part.startswith("turn") else r"\1 by \2 degrees", part)
    part = re.sub(r"(?<!^)\b(?<!and )turn (around|left|right|change|run|forwards?)", r"and turn \1", part)
    part = re.sub(
        r"\b(and|or) (spin|fix|use|pose|drive|talk|aim|listen|push)\b", lambda m: f"{m[1]} {m[2]}s", part
    )
    part = part.replace(" pushs ", " pushes ")
    first, *rest = part.split()
    words = [_conjugated(first)]
    for before, word in zip([first, *rest], rest, strict=False):
        words.append(_conjugated(word) if before in ("and", "or", "then") and word in _VERBS else word)
    return _sides(" ".join(words))


def _conjugated(verb):
    if verb.endswith(("s", "sh", "ch", "x", "o")):
        return verb + "es"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ies"
    return verb + "s"


def _sides(text):
    """“dodges left” → “dodges to the left”."""
    return re.sub(r"(?<!the )(?<!in a )\b(left|right)$", r"to the \1", text)


def _sided(label):
    """“hook left” → “left hook”, “body hook left” → “left body hook”."""
    found = _SIDE.search(label)
    if not found:
        return label
    rest = " ".join((label[: found.start()] + label[found.end() :]).split())
    return f"{found[2]} {rest}"


def _article(label):
    return "" if label.endswith("s") else "an " if label[0] in "aeiou" else "a "
