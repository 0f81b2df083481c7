"""Forward kinematics in torch on the features' own rotation channels, for the tokenizer's loss."""

import torch
import torch.nn.functional as F

from backend.motion.body import features as layout
from backend.motion.body import skeleton


def matrices_from_six(six):
    """6D (..., 6) -> rotation matrices (..., 3, 3) by Gram-Schmidt."""
    x = F.normalize(six[..., :3], dim=-1, eps=1e-6)
    z = F.normalize(torch.linalg.cross(x, six[..., 3:]), dim=-1, eps=1e-6)
    return torch.stack([x, torch.linalg.cross(z, x), z], dim=-1)


def rotated_positions(features):
    """Positions (..., 18, 3) of joints 4 … 21 in the facing frame, from denormalised features (..., 263).

    The joints attached to the pelvis are taken from the position channels, all others follow the rotations,
    as in the motion that the animator gets.
    """
    held = matrices_from_six(features[..., layout.ROTATIONS].unflatten(-1, (21, 6)))
    near = features[..., layout.POSITIONS].unflatten(-1, (21, 3))
    offsets = torch.tensor(skeleton.OFFSETS, dtype=features.dtype, device=features.device)
    world = {joint: held[..., joint - 1, :, :] for joint in (1, 2, 3)}
    position = {joint: near[..., joint - 1, :] for joint in (1, 2, 3)}
    for joint in range(4, len(skeleton.JOINTS)):
        parent = skeleton.PARENTS[joint]
        position[joint] = position[parent] + world[parent] @ offsets[joint]
        if joint in skeleton.PARENTS:
            world[joint] = world[parent] @ held[..., joint - 1, :, :]
    return torch.stack([position[j] for j in range(4, len(skeleton.JOINTS))], dim=-2)
