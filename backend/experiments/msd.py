"""What the MSD experiment compares: the plain model, each of MSD's three uses added in turn, and sweeps."""

from dataclasses import dataclass, replace

from backend.models.config import MSDConfig

OFF = MSDConfig(masking=0.0, attention=0.0, temperature=0.0, exploration=0.0)
FULL = MSDConfig(masking=0.5, attention=0.2, decay=0.7, scale=4.0, temperature=0.3, exploration=0.5)


@dataclass(frozen=True)
class Variant:
    """One row of the table. `msd` steers training (masking, attention) and decoding (the rest)."""

    name: str
    msd: MSDConfig
    seeds: int

    @property
    def training_key(self):
        """Names the training that this variant needs; variants that differ in decoding alone share it."""
        msd = self.msd
        if msd.attention == 0.0:
            return f"lambda{msd.masking:g}-alpha0"
        return f"lambda{msd.masking:g}-alpha{msd.attention:g}-gamma{msd.decay:g}"


def ladder(seeds):
    """(a) MSD off, (b) + content-focused masking, (c) + motion-aware attention, (d) + decoding."""
    masking = replace(OFF, masking=FULL.masking)
    attention = replace(FULL, temperature=0.0, exploration=0.0)
    steps = (("a off", OFF), ("b + masking", masking), ("c + attention", attention), ("d + decoding", FULL))
    return [Variant(name, msd, seeds) for name, msd in steps]


def alone(seeds):
    """Each of the three uses by itself."""
    attention = replace(OFF, attention=FULL.attention)
    decoding = replace(OFF, temperature=FULL.temperature, exploration=FULL.exploration)
    return [Variant("attention alone", attention, seeds), Variant("decoding alone", decoding, seeds)]


def sweeps(seeds):
    """One coefficient at a time, the others as in (d)."""
    values = {"masking": (0.25, 1.0), "attention": (0.1, 0.4), "decay": (0.4, 1.0),
              "temperature": (0.0, 0.6, 1.0), "exploration": (0.0, 1.0, 2.0)}  # fmt: skip
    label = {"masking": "λ", "attention": "α₀", "decay": "γ", "temperature": "β", "exploration": "η"}
    return [
        Variant(f"{label[field]} = {value:g}", replace(FULL, **{field: value}), seeds)
        for field, tried in values.items()
        for value in tried
    ]


def plan(seeds, sweep_seeds):
    """Every variant of the experiment, the main comparison first."""
    rows = ladder(seeds)
    return rows + alone(sweep_seeds) + sweeps(sweep_seeds) if sweep_seeds else rows
