"""Every size and coefficient of a model, as frozen dataclasses that round-trip through JSON."""

import dataclasses
import json
import math
from dataclasses import dataclass, field
from pathlib import Path

# In which base tokens are fixed: the surest first (MoMask), or spread over the motion.
ORDERS = ("confidence", "spread")
# Scalars of the descriptor: the spectrum's shape Ω̂, or how much moves, E = log‖f‖.
COMPLEXITIES = ("flatness", "energy")
# What attention compares: the spectrum's shape φ, or log f less its mean over the clip.
PRIORS = ("phi", "energy")
_HIGHEST = {
    "layers": 64,
    "levels": 16,
    "drawn_levels": 16,
    "stages": 5,
    "depth": 8,
    "dilation_growth": 4,
    "window": 64,
    "codes": 65536,
}
_MAY_BE_0 = {"max_words", "drawn_levels"}
_SHARES = {"dropout", "quantizer_dropout", "ema_decay", "release"}
_LARGEST = 1e6


@dataclass(frozen=True)
class TokenizerConfig:
    """RVQ-VAE (MoMask, Guo et al. 2024): four frames become one token of `levels` codes."""

    features: int = 263
    width: int = 512
    code_dim: int = 512
    codes: int = 512
    levels: int = 6
    stages: int = 2
    depth: int = 3
    dilation_growth: int = 3
    quantizer_dropout: float = 0.2
    sampling_temperature: float = 0.5
    ema_decay: float = 0.99

    @property
    def frames_per_token(self):
        return 2**self.stages


@dataclass(frozen=True)
class TransformerConfig:
    """Post-norm transformer body."""

    layers: int = 8
    width: int = 384
    feedforward: int = 1024
    heads: int = 6
    dropout: float = 0.2


@dataclass(frozen=True)
class TextConfig:
    """Condition: one sentence vector, followed by up to `max_words` word vectors (0: sentence only).

    side_signal: strength of the explicit signal for sides and directions (text/sides.py), 0 for none.
    guidance, residual_guidance: scales of classifier-free guidance at which these weights do best.
    """

    encoder: str = "minilm"
    size: int = 384
    max_words: int = 48
    side_signal: float = 0.0
    guidance: float = 4.0
    residual_guidance: float = 5.0


@dataclass(frozen=True)
class LengthConfig:
    """Predictor of a clip's length in tokens from its sentence."""

    width: int = 512
    max_tokens: int = 49


@dataclass(frozen=True)
class MSDConfig:
    """What the Motion Spectral Descriptor steers (DynMask); every coefficient is neutral at 0.

    masking: λ of content-focused masking. attention: α₀, decay: γ, scale: s of motion-aware attention.
    temperature: β and exploration: η of complexity-aware decoding. complexity: the scalar, one of
    COMPLEXITIES, that masking, temperature and exploration go by. prior: one of PRIORS. release: the last
    part of training, 0 … 1, over which λ goes back to 0. energy_low, energy_high: 5th and 95th percentile of
    E of the train split's base embeddings, measured by training; alike where they never were.
    """

    window: int = 4
    masking: float = 0.5
    attention: float = 0.2
    decay: float = 0.7
    scale: float = 4.0
    temperature: float = 0.3
    exploration: float = 0.5
    complexity: str = "flatness"
    prior: str = "phi"
    release: float = 0.0
    energy_low: float = 0.0
    energy_high: float = 0.0

    @property
    def energy_floor(self):
        """‖f‖ below which nothing is told apart; bands of a code that repeats are taken as that."""
        return math.exp(self.energy_low)

    def alphas(self, layers):
        """α₀·γ^i of layers i: how much of each layer's attention is the prior."""
        return [self.attention * self.decay**i for i in range(layers)]


@dataclass(frozen=True)
class ModelConfig:
    """A whole model. rotations: "captured" (decoder's own) or "solved" (from decoded positions).

    smoothing: sigma in frames of the filter that decoded motion needs, 0 for a decoder without jitter.
    order: one of ORDERS. drawn_levels: of the tokens' levels, the base level among them, how many decoding
    draws; 0 for all. Finer ones that are guessed badly blur what the coarser ones say.
    """

    tokenizer: TokenizerConfig = field(default_factory=TokenizerConfig)
    masked: TransformerConfig = field(default_factory=TransformerConfig)
    residual: TransformerConfig = field(default_factory=TransformerConfig)
    length: LengthConfig = field(default_factory=LengthConfig)
    text: TextConfig = field(default_factory=TextConfig)
    msd: MSDConfig = field(default_factory=MSDConfig)
    rotations: str = "captured"
    fps: float = 20.0
    max_frames: int = 196
    smoothing: float = 0.55
    order: str = "confidence"
    drawn_levels: int = 0

    def __post_init__(self):
        if self.rotations not in ("captured", "solved"):
            raise ValueError(f'rotations must be "captured" or "solved", got {self.rotations[:40]!r}')
        if self.order not in ORDERS:
            raise ValueError(f'order must be "confidence" or "spread", got {self.order[:40]!r}')
        for name, known in (("complexity", COMPLEXITIES), ("prior", PRIORS)):
            value = getattr(self.msd, name)
            if value not in known:
                raise ValueError(
                    f'config.msd.{name} must be "{known[0]}" or "{known[1]}", got {value[:40]!r}'
                )
        _check_ranges(self, "config")
        if self.msd.energy_low > self.msd.energy_high:
            raise ValueError("config.msd.energy_low must not be above config.msd.energy_high")
        if max(abs(self.msd.energy_low), abs(self.msd.energy_high)) > 100.0:
            raise ValueError("config.msd.energy_low and energy_high must be from -100 to 100")
        for name in ("masked", "residual"):
            body = getattr(self, name)
            if body.width % body.heads or body.width % 2:
                raise ValueError(f"config.{name}: {body.width} wide does not divide by {body.heads} heads")

    @property
    def max_tokens(self):
        return self.max_frames // self.tokenizer.frames_per_token

    def to_json(self):
        return json.dumps(dataclasses.asdict(self), indent=2) + "\n"

    @classmethod
    def from_json(cls, text):
        """Raises ValueError that names the field when the text does not describe a model."""
        try:
            data = json.loads(text)
        except json.JSONDecodeError as error:
            raise ValueError(f"not a model configuration: no JSON from line {error.lineno} on") from error
        except (ValueError, RecursionError) as error:
            raise ValueError("not a model configuration: a number is too long, or it is too deep") from error
        try:
            return from_dict(cls, data, "config")
        except (TypeError, OverflowError) as error:
            raise ValueError("not a model configuration: a number is larger than any model's") from error

    @classmethod
    def load(cls, path):
        """Raises OSError, or ValueError that names the file and the field."""
        try:
            return cls.from_json(Path(path).read_text(encoding="utf-8"))
        except UnicodeDecodeError as error:
            raise ValueError(f"{path} is not a model configuration: it is no UTF-8 text") from error
        except ValueError as error:
            raise ValueError(f"{path}: {error}") from error


def _check_ranges(config, where):
    """Raises ValueError for a size that no model has: memory is given by these numbers."""
    for field_ in dataclasses.fields(config):
        value, name = getattr(config, field_.name), f"{where}.{field_.name}"
        if dataclasses.is_dataclass(value):
            _check_ranges(value, name)
        elif field_.type is int:
            high = _HIGHEST.get(field_.name, 8192)
            low = int(field_.name not in _MAY_BE_0)
            if not low <= value <= high:
                raise ValueError(f"{name} must be from {low} to {high}, got {repr(value)[:40]}")
        elif field_.type is float:
            if not math.isfinite(value):
                raise ValueError(f"{name} must be a finite number, got {value}")
            low, high = (0.0, 1.0) if field_.name in _SHARES else (-_LARGEST, _LARGEST)
            if not low <= value <= high:
                raise ValueError(f"{name} must be from {low:g} to {high:g}, got {value:g}")
    if where == "config" and config.fps <= 0.0:
        raise ValueError(f"config.fps must be above zero, got {config.fps}")


def from_dict(cls, data, where):
    """A frozen dataclass from parsed JSON. Raises ValueError that names the field."""
    if not isinstance(data, dict):
        raise ValueError(f"{where} must be an object")
    known = {f.name: f for f in dataclasses.fields(cls)}
    unknown = data.keys() - known.keys()
    if unknown:
        raise ValueError(f"{where} has an unknown field {sorted(unknown)[0][:40]!r}")
    values = {}
    for name, value in data.items():
        kind = known[name].type
        if dataclasses.is_dataclass(kind):
            values[name] = from_dict(kind, value, f"{where}.{name}")
        elif not isinstance(value, {int: int, float: (int, float), str: str}[kind]) or isinstance(
            value, bool
        ):
            raise ValueError(f"{where}.{name} must be {kind.__name__}, got {repr(value)[:40]}")
        else:
            values[name] = kind(value)
    return cls(**values)
