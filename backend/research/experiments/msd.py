"""What the MSD experiment compares: trainings that mask by one scalar or the other, and ways to decode."""

from dataclasses import dataclass, replace

from backend.generation.decoding.settings import DecodingSettings
from backend.models.config import MSDConfig

OFF = MSDConfig(masking=0.0, attention=0.0, temperature=0.0, exploration=0.0)
FULL = MSDConfig()
GROUPS = ("training", "decoding")
# After this many seeds an arm goes on only if it gains this share in the liveliest quarter.
TRIAL_SEEDS, LEAST_GAIN = 2, 0.01


@dataclass(frozen=True)
class Arm:
    """One row of the tables. group: "training" trains a masked transformer with `msd`, "decoding" decodes
    with given weights; settings: how both decode. reference: what the others of the group are held against.
    """

    name: str
    group: str
    settings: DecodingSettings
    msd: MSDConfig = OFF
    reference: bool = False

    @property
    def training_key(self):
        """Names the training that a "training" arm needs."""
        msd = self.msd
        if not msd.masking:
            return "off"
        return f"{msd.complexity}-lambda{msd.masking:g}-release{msd.release:g}"


def training():
    """MSD off; masking by flatness as in the paper; by energy; by energy, taken back over the last third."""
    plain = DecodingSettings(msd_temperature=0.0, msd_exploration=0.0, msd_attention=False)
    by = {
        "off": OFF,
        "flatness": replace(OFF, masking=FULL.masking),
        "energy": replace(OFF, masking=FULL.masking, complexity="energy"),
        "energy, taken back": replace(OFF, masking=FULL.masking, complexity="energy", release=1 / 3),
    }
    return [Arm(name, "training", plain, msd, name == "off") for name, msd in by.items()]


def decoding():
    """Plain; evenly bolder, by as much as a scalar of ½ would; bolder by flatness, energy, entropy."""
    plain = DecodingSettings(msd_temperature=0.0, msd_exploration=0.0)
    even = replace(plain, temperature=1.0 + 0.5 * FULL.temperature)
    arms = [Arm("plain decoding", "decoding", plain, reference=True), Arm("evenly bold", "decoding", even)]
    for scalar in ("flatness", "energy", "entropy"):
        bold = DecodingSettings(
            msd_temperature=FULL.temperature, msd_exploration=FULL.exploration, msd_complexity=scalar
        )
        arms.append(Arm(f"bold by {scalar}", "decoding", bold))
    return arms


def plan(wanted):
    """Arms by groups or names, references included. Raises ValueError for one that there is not."""
    every = [*training(), *decoding()]
    known = {*GROUPS, *(arm.name for arm in every)}
    for name in wanted:
        if name not in known:
            raise ValueError(f"There is no arm {name!r}; there are {', '.join(sorted(known))}.")
    chosen = [arm for arm in every if arm.name in wanted or arm.group in wanted]
    groups = {arm.group for arm in chosen}
    return [arm for arm in every if arm in chosen or (arm.reference and arm.group in groups)]
