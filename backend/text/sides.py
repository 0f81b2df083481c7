"""An explicit signal for sides and directions, which a sentence encoder nearly loses.

"kicks with his left foot" and "… right foot" have sentence vectors of cosine 0.98. So a fixed pattern is
added to the vectors of such words, and their sum to the sentence vector: plus for one side, minus for the
other.
"""

import numpy as np

# axis → word → sign; the axes' patterns are at right angles to each other.
AXES = (
    {"left": 1, "leftward": 1, "leftwards": 1, "right": -1, "rightward": -1, "rightwards": -1},
    {"counterclockwise": 1, "anticlockwise": 1, "clockwise": -1},
    {"forward": 1, "forwards": 1, "ahead": 1, "backward": -1, "backwards": -1, "back": -1},
)
_MOST = 2


def patterns(size):
    """(axes, size): Walsh functions, every entry 1 or −1."""
    at = np.arange(size)
    masks = [0b1, 0b10, 0b100]
    return np.stack([1.0 - 2.0 * ((at & mask) > 0) for mask in masks]).astype(np.float32)


def signs(words):
    """(len(words), axes): which words name a side, and which one."""
    table = np.zeros((len(words), len(AXES)), dtype=np.float32)
    for i, word in enumerate(words):
        for axis, names in enumerate(AXES):
            table[i, axis] = names.get(word, 0)
        if word == "clockwise" and {"counter", "anti"} & set(words[max(0, i - 2) : i]):
            table[i] *= -1
    return table


def add(condition, words, strength):
    """Add the signal to one clip's condition (1 + len(words), size) in place; strength 0 changes nothing.

    words: the word (lower case) that each row after the first stands for.
    """
    if not strength or not words:
        return
    found = signs(words)
    pattern = patterns(condition.shape[1])
    condition[1:] += strength * found @ pattern
    condition[0] += of_sentence(words, strength, condition.shape[1])


def of_sentence(words, strength, size):
    """What `add` adds to the sentence vector (size,)."""
    if not words:
        return np.zeros(size, dtype=np.float32)
    return strength * np.clip(signs(words).sum(0), -_MOST, _MOST) @ patterns(size)
