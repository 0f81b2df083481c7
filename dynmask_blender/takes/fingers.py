"""Which bones are fingers, by names or by hierarchy, and how they curl, from the rest pose alone (no bpy)."""

import re
from dataclasses import dataclass

import numpy as np

from ...backend.motion.body import quaternion
from ...backend.motion.rig import bone_names

FINGERS = ("thumb", "index", "middle", "ring", "pinky")
_WORDS = {
    "thumb": "thumb", "index": "index|pointer|fore_?finger", "middle": "middle|mid_?finger",
    "ring": "ring", "pinky": "pinky|pinkie|little|small_?finger",
}  # fmt: skip
_NUMBERED = re.compile(r"finger[ _.]?(\d)", re.IGNORECASE)
_NOT = re.compile(
    r"metacarpal|palm|twist|^mch|^vis|ik|pole|target|_?end$|nub$|master|tweak|ctrl_ref|helper", re.I
)
_INNER = re.compile(r"(DEF|ORG|MCH|VIS)-")
# Degrees that the joints of a finger and of a thumb are bent, base to tip; more for each finger to the pinky.
BENDS = {
    "RELAXED": ((14.0, 24.0, 16.0), (8.0, 12.0, 14.0), 3.0),
    "FIST": ((82.0, 98.0, 62.0), (18.0, 38.0, 48.0), 1.0),
    "OPEN": ((-6.0, 0.0, 0.0), (-14.0, -4.0, 0.0), 0.0),
    "FLAT": ((0.0, 0.0, 0.0), (0.0, 0.0, 0.0), 0.0),
}
# Degrees between neighbouring fingers of an open hand.
_SPREAD = 8.0


@dataclass(frozen=True)
class Hand:
    """fingers: {name: bones from base to tip}; along, across (index to pinky), palm: unit vectors (3,)."""

    fingers: dict
    along: np.ndarray
    across: np.ndarray
    palm: np.ndarray


def find(tree, hand, side):
    """The Hand below a bone of a BoneTree, or None where it has no fingers, or too few to know the palm."""
    below = [i for i in range(len(tree)) if i != hand and hand in tree.ancestry(i)]
    chains = _by_names(tree, below) or _by_hierarchy(tree, hand, below)
    if not chains and hand >= 0:
        # Control rigs hang fingers elsewhere than from the control of the hand.
        apart = [i for i, name in enumerate(tree.names) if not _INNER.match(name)]
        apart = [i for i in apart if bone_names.side_and_part(tree.names[i])[0] == side]
        chains = _by_names(tree, apart)
    longer = [name for name in FINGERS[1:] if name in chains]
    if not longer:
        return None
    bases = np.array([tree.heads[chains[name][0]] for name in longer])
    wrist = tree.heads[hand]
    along = _unit(bases.mean(axis=0) - wrist)
    if len(longer) > 1:
        across = bases[-1] - bases[0]
    elif "thumb" in chains:
        across = wrist - tree.heads[chains["thumb"][-1]]
    else:
        return None
    across = across - along * (across @ along)
    if along @ along < 0.5 or np.linalg.norm(across) < 1e-9:
        return None
    across = _unit(across)
    palm = np.cross(along, across) * (-1.0 if side == "left" else 1.0)
    return Hand(chains, along, across, palm)


def bends(tree, hand, pose):
    """{bone: quaternion (4,) of its basis} that gives a Hand a pose of BENDS, whatever its rest pose is."""
    fingers, thumb, more = BENDS[pose]
    found = {}
    for name, chain in hand.fingers.items():
        angles = thumb if name == "thumb" else fingers
        extra = more * max(FINGERS.index(name) - 1, 0)
        toward = _thumb_way(tree, hand, chain) if name == "thumb" else hand.palm
        ways = _directions(tree, chain)
        before = ways[0] if name == "thumb" else hand.along
        for joint, bone in enumerate(chain[:3]):
            axis = _unit(np.cross(hand.along if name != "thumb" else ways[0], toward))
            wanted = angles[min(joint, 2)] + (extra if angles[0] > 0 else 0.0)
            # What the rest pose is bent already need not be bent again; a thumb keeps its own rest.
            rest = 0.0 if name == "thumb" and joint == 0 else _bend(before, ways[joint], axis)
            turn = quaternion.from_axis_angle(axis, np.radians(wanted) - rest)
            if pose == "OPEN" and joint == 0 and name != "thumb":
                # Away from the middle finger, in the plane of the hand.
                off = np.radians(_SPREAD) * (FINGERS.index(name) - 2) - _bend(
                    hand.along, ways[0], np.cross(hand.along, hand.across)
                )
                turn = quaternion.multiply(
                    quaternion.from_axis_angle(np.cross(hand.along, hand.across), off), turn
                )
            inward = quaternion.inverse(tree.rotations[bone])
            found[bone] = quaternion.multiply(quaternion.multiply(inward, turn), tree.rotations[bone])
            before = ways[joint]
    return found


def _by_names(tree, below):
    """{finger: chain} of bones whose names say which finger they are."""
    found = {}
    plain = {i: bone_names.without_prefix(tree.names[i]) for i in below}
    numbers = {i: int(match[1]) for i, name in plain.items() if (match := _NUMBERED.search(name))}
    first = 0 if 0 in numbers.values() else 1
    for i, name in plain.items():
        if _NOT.search(name):
            continue
        for finger, words in _WORDS.items():
            if re.search(words, name, re.IGNORECASE):
                found.setdefault(finger, []).append(i)
                break
        else:
            # 3ds Max counts fingers from 0, MakeHuman from 1; the first is the thumb, also where it is apart.
            number = str(numbers.get(i, ""))
            if number and int(number[0]) - first < len(FINGERS):
                found.setdefault(FINGERS[int(number[0]) - first], []).append(i)
    return {finger: _chain(tree, bones) for finger, bones in found.items()}


def _by_hierarchy(tree, hand, below):
    """{finger: chain} of the five chains that begin at the hand: the one nearest to it is the thumb."""
    chains = []
    for start in tree.children(hand):
        line = [start]
        while len(children := tree.children(line[-1])) == 1:
            line.append(children[0])
        if len(line) >= 2 and not children:
            chains.append(line)
    if len(chains) != 5 or len(below) > 4 * len(chains):
        return {}
    wrist = tree.heads[hand]
    chains.sort(key=lambda line: np.linalg.norm(tree.heads[line[0]] - wrist))
    thumb, rest = chains[0], chains[1:]
    bases = np.array([tree.heads[line[0]] for line in rest])
    _, _, axes = np.linalg.svd(bases - bases.mean(axis=0))
    way = axes[0] * np.sign(axes[0] @ (bases.mean(axis=0) - tree.heads[thumb[-1]]))
    order = np.argsort(bases @ way)
    return {"thumb": thumb, **{FINGERS[k + 1]: rest[i] for k, i in enumerate(order)}}


def _chain(tree, bones):
    """Bones of a finger from base to tip: the longest line among them."""
    inside = set(bones)
    best = []
    for bone in bones:
        line = [b for b in tree.ancestry(bone) if b in inside][::-1]
        best = line if len(line) > len(best) else best
    return best


def _directions(tree, chain):
    """Where the bones of a chain point: to the next one; the last as the one before it, or to its tail."""
    ways = [_unit(tree.heads[b] - tree.heads[a]) for a, b in zip(chain, chain[1:], strict=False)]
    tail = _unit(tree.tails[chain[-1]] - tree.heads[chain[-1]])
    ways.append(tail if not ways or tail @ ways[-1] > 0.5 else ways[-1])
    return ways


def _thumb_way(tree, hand, chain):
    """Where a thumb bends to: over the palm, to the base of the outer fingers."""
    goal = tree.heads[list(hand.fingers.values())[-1][0]]
    reach = np.linalg.norm(goal - tree.heads[chain[0]])
    return _unit(goal + 0.4 * reach * hand.palm - tree.heads[chain[-1]])


def _bend(before, here, axis):
    """Signed angle about an axis from one direction to another, in its plane."""
    a, b = before - axis * (before @ axis), here - axis * (here @ axis)
    return float(np.arctan2(axis @ np.cross(a, b), a @ b))


def _unit(vector):
    return vector / max(np.linalg.norm(vector), 1e-12)
