"""Small binary glTF files, made here: a chain of joints that turns and moves."""

import json
import struct

import numpy as np


def glb(animation="Wave", joints=("base", "hips", "arm"), keys=3):
    """Bytes of a .glb: `joints` hang one below the other, 1 m apart along y; over two seconds the last one
    turns by 90 degrees about z, and the first moves by 2 m along x."""
    times = np.linspace(0.0, 2.0, keys, dtype="<f4")
    share = np.linspace(0.0, 1.0, keys)[:, None]
    turns = np.array([0.0, 0.0, 0.0, 1.0]) * (1 - share) + np.array([0.0, 0.0, 0.5, 0.5]) ** 0.5 * share
    turns = (turns / np.linalg.norm(turns, axis=1, keepdims=True)).astype("<f4")
    moves = (np.array([2.0, 0.0, 0.0]) * share).astype("<f4")
    parts, views, accessors = [times, turns, moves], [], []
    start = 0
    for part, kind in zip(parts, ("SCALAR", "VEC4", "VEC3"), strict=True):
        views.append({"buffer": 0, "byteOffset": start, "byteLength": part.nbytes})
        accessors.append(
            {"bufferView": len(accessors), "componentType": 5126, "count": keys, "type": kind}
        )
        start += part.nbytes
    nodes = [
        {"name": name, "translation": [0.0, float(i > 0), 0.0], "children": [i + 1]}
        for i, name in enumerate(joints)
    ]
    del nodes[-1]["children"]
    channels = [
        {"sampler": 0, "target": {"node": len(joints) - 1, "path": "rotation"}},
        {"sampler": 1, "target": {"node": 0, "path": "translation"}},
    ]
    samplers = [{"input": 0, "output": 1}, {"input": 0, "output": 2, "interpolation": "LINEAR"}]
    told = {
        "asset": {"version": "2.0"}, "nodes": nodes, "bufferViews": views, "accessors": accessors,
        "animations": [{"name": animation, "channels": channels, "samplers": samplers}],
    }  # fmt: skip
    return packed(told, b"".join(part.tobytes() for part in parts))


def packed(told, binary):
    """Bytes of a .glb of this description and these numbers."""
    text = json.dumps(told).encode()
    text += b" " * (-len(text) % 4)
    body = struct.pack("<I4s", len(text), b"JSON") + text
    body += struct.pack("<I4s", len(binary), b"BIN\0") + binary
    return b"glTF" + struct.pack("<II", 2, 12 + len(body)) + body
