"""Training of the RVQ-VAE tokenizer."""

from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F

from backend.models.tokenizer import Tokenizer
from backend.motion.body import features, skeleton

from .features import Windows, normalisation
from .kinematics import rotated_positions
from .parallel import ALONE

# A cartwheel turns the facing direction in a frame or two: such spikes shall not rule a batch.
_LARGEST = 20.0
# Metres to about the scale of normalised features.
_POSITION_SCALE = 10.0


@dataclass(frozen=True)
class TokenizerTraining:
    """window: frames; every fourth batch has windows half as long, twice as many, for the short clips.

    accelerations: weight of the L1 error of the joints' second differences, against jitter. base: weight of
    the reconstruction from the base level alone. drift: weight of the L1 error (radians, metres) of the
    heading and path that the root's speeds add up to, with all levels and with the base level alone: the
    finer levels are hard to predict, so where a body goes must be in the base tokens.
    """

    batch: int = 64
    window: int = 64
    positions: float = 0.5
    kinematics: float = 0.5
    accelerations: float = 0.5
    commitment: float = 0.02
    base: float = 0.25
    drift: float = 0.5


class TokenizerTask:
    """Loss of SPEC section 3, and errors of the joints that the decoded rotations lead to.

    decoder_only: encoder and codebooks stay as they are, so that all tokens keep their meaning. A batch is
    that of one process.
    """

    processes = ALONE

    def __init__(
        self, config, train, test, device="cpu", training=TokenizerTraining(), *, decoder_only=False
    ):  # noqa: B008
        self.training, self.device, self.decoder_only = training, device, decoder_only
        self.name = "decoder" if decoder_only else "tokenizer"
        self.modules = Tokenizer(config.tokenizer).to(device)
        if decoder_only:
            self.modules.encoder.requires_grad_(False)
        mean, std = normalisation(train)
        self.modules.mean.copy_(torch.from_numpy(mean))
        self.modules.std.copy_(torch.from_numpy(std))
        self.windows = Windows(train, training.window)
        self.short_windows = Windows(train, training.window // 2)
        self.test = test

    def resumed(self):
        self.modules.quantizer.started = True

    def started(self):
        """Called once weights of another run are loaded."""
        tokens = self.training.window // self.modules.config.frames_per_token
        self.modules.quantizer.restart(self.processes.count * self.training.batch * tokens)

    def loss(self, progress):
        random = np.random.default_rng(torch.initial_seed())
        short = random.random() < 0.25
        windows, count = (self.short_windows, 2) if short else (self.windows, 1)
        drawn = windows.draw(self.processes.count * count * self.training.batch, random)
        raw = torch.from_numpy(self.processes.block(drawn)).to(self.device)
        x = self.modules.normalize(raw).clamp(-_LARGEST, _LARGEST)
        self.modules.quantizer.train(not self.decoder_only)
        self.modules.quantizer.share(self.processes)
        y, coarse, commitment, perplexity = self.modules(x)
        reconstruction = F.smooth_l1_loss(y, x)
        positions = F.smooth_l1_loss(y[..., features.POSITIONS], x[..., features.POSITIONS])
        joints = rotated_positions(self.modules.denormalize(y))
        seen = raw[..., features.POSITIONS].unflatten(-1, (21, 3))[..., 3:, :]
        kinematics = F.smooth_l1_loss(joints * _POSITION_SCALE, seen * _POSITION_SCALE)
        bent = _POSITION_SCALE * (joints - seen).diff(n=2, dim=1)
        accelerations = bent.abs().mean()
        base = F.smooth_l1_loss(coarse, x)
        drifts = [_drift(self.modules.denormalize(made), raw) for made in (y, coarse)]
        t = self.training
        loss = (
            reconstruction
            + t.base * base
            + t.drift * sum(drifts)
            + t.positions * positions
            + t.kinematics * kinematics
            + t.accelerations * accelerations
            + t.commitment * commitment
        )
        return loss, {
            "loss": loss.item(),
            "reconstruction": reconstruction.item(),
            "kinematics": kinematics.item(),
            "accelerations": accelerations.item(),
            "base": base.item(),
            "drift": drifts[0].item(),
            "base_drift": drifts[1].item(),
            "commitment": commitment.item(),
            **({} if self.decoder_only else {"perplexity": perplexity[0].item()}),
        }

    def validate(self):
        """Mean joint error in mm on whole clips, all levels and the base level alone."""
        error = {"all": [], "base": []}
        for clip in self.test:
            rows = len(clip.features) // 4 * 4
            x = self.modules.normalize(torch.from_numpy(clip.features[:rows]).to(self.device))[None]
            tokens = self.modules.encode(x)
            for name, used in (("all", tokens), ("base", tokens[..., :1])):
                decoded = self.modules.denormalize(self.modules.decode(used))[0].cpu().numpy()
                error[name].append(joint_errors(decoded, clip.features[:rows]))
        mm = {name: 1000.0 * float(np.mean(np.concatenate(e))) for name, e in error.items()}
        return {"score": mm["all"], "mm": mm["all"], "base_mm": mm["base"]}


def _drift(made, truth):
    """Mean error along the clips of the heading in radians and the path in metres, from features (b, T, 263).

    The yaw channel holds half of the angle turned.
    """
    speeds = [2.0 * (made - truth)[..., features.YAW], (made - truth)[..., features.VELOCITY_XZ]]
    return torch.cat(speeds, dim=-1).cumsum(dim=1).abs().mean()


def joint_errors(decoded, truth):
    """Distances (T, 22) in metres, pelvis-aligned per frame, between the motions of two feature arrays.

    The decoded one is read as the animator gets it: by its rotations. Clips drift apart along the floor,
    which says little about the pose; the pelvis is therefore put in the same place, facing the same way.
    """
    pose = []
    for rows in (decoded, truth):
        rows = rows.copy()
        rows[:, features.YAW] = 0.0
        rows[:, features.VELOCITY_XZ] = 0.0
        rotations, translation = features.recover_captured(rows)
        pose.append(skeleton.forward_kinematics(rotations, translation))
    return np.linalg.norm(pose[0] - pose[1], axis=-1)
