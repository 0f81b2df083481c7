"""A tiny corpus: two trials of a body with MotionBuilder's joint names, made here."""

import json

import numpy as np
import pytest

from backend.motion.body import skeleton
from backend.motion.rig import sources

NAMES = sources.SOURCES[1].joints()
EXTRA = {
    "left_wrist": ("LeftHandIndex1", (8.0, 0.0, 0.0)),
    "right_wrist": ("RightHandIndex1", (-8.0, 0.0, 0.0)),
    "neck": ("Neck1", (0.0, 5.0, 0.0)),
}


def bvh_text(seconds, turn=0.0, fps=60):
    """A body sliding along +z at 1 m/s, its left arm waving, turning by `turn` degrees a second."""
    lines, order = ["HIERARCHY"], []

    def joint(index, depth):
        name = skeleton.JOINTS[index]
        order.append(name)
        x, y, z = skeleton.OFFSETS[index] * 100.0
        lines.append(f"{'JOINT' if depth else 'ROOT'} {NAMES[name]}\n{{\nOFFSET {x} {y} {z}")
        moves = "" if depth else "Xposition Yposition Zposition "
        lines.append(f"CHANNELS {3 if depth else 6} {moves}Zrotation Yrotation Xrotation")
        for child, parent in enumerate(skeleton.PARENTS):
            if parent == index:
                joint(child, depth + 1)
        if name in EXTRA:
            extra, (x, y, z) = EXTRA[name]
            lines.append(f"JOINT {extra}\n{{\nOFFSET {x} {y} {z}\nCHANNELS 0")
            lines.append("End Site\n{\nOFFSET 0 1 0\n}\n}")
        lines.append("}")

    joint(0, 0)
    frames = int(seconds * fps)
    t = np.arange(frames) / fps
    angles = np.zeros((frames, len(order), 3))
    angles[:, 0, 1] = turn * t
    angles[:, order.index("left_shoulder"), 0] = 30.0 * np.sin(3 * t)
    values = np.concatenate(
        [np.stack([0 * t, 95 + 0 * t, 100 * t], axis=1), angles.reshape(frames, -1)], axis=1
    )
    lines.append(f"MOTION\nFrames: {frames}\nFrame Time: {1 / fps:.7f}")
    return "\n".join(lines + [" ".join(f"{v:.5f}" for v in row) for row in values])


@pytest.fixture
def tiny_corpus(tmp_path):
    """Folder with cmu/ and clips.json: one trial with a captioned clip, one with a label only."""
    for trial, seconds, turn in (("01_01", 25.0, 10.0), ("02_01", 6.0, 0.0)):
        path = tmp_path / "cmu" / trial[:2] / f"{trial}.bvh"
        path.parent.mkdir(parents=True)
        path.write_text(bvh_text(seconds, turn))

    def trial(name, label, kit, split):
        return {"trial": name, "file": f"cmu/{name[:2]}/{name}.bvh", "asf": None, "fps": 60, "frames": 0,
                "unit_m": 0.01, "cmu_label": label, "kit_captions": kit, "split": split}  # fmt: skip

    clips = [{
        "id": "000007", "trial": "01_01", "start_s": 2.0, "end_s": 12.0, "split": "train",
        "captions": [
            {"text": "a person waves with the left hand", "from_s": 0.0, "to_s": 0.0},
            {"text": "[from 1s - 3s] turns  clockwise", "from_s": 1.0, "to_s": 3.0},
        ],
    }]  # fmt: skip
    listing = {"clips": clips, "trials": [trial("01_01", "walk, veer left", ["A human walks."], "train"),
                                          trial("02_01", "walk", ["A human walks."], "test")]}  # fmt: skip
    (tmp_path / "clips.json").write_text(json.dumps(listing))
    return tmp_path
