"""What a request says of how its takes are made, as the Generator's keyword arguments."""

from ..generation.decoding.settings import DecodingSettings
from ..generation.errors import UserError

_SETTINGS = ("steps", "guidance", "residual_guidance", "edit_guidance", "temperature", "closeness")
_MSD = {"temperature": "msd_temperature", "exploration": "msd_exploration", "attention": "msd_attention"}


def parse(params, progress, cancelled):
    """settings, foot_lock, progress, cancelled and notify of a request. Raises UserError."""
    values = {name: params[name] for name in _SETTINGS if name in params}
    msd = {} if params.get("msd") is None else params["msd"]
    if not isinstance(msd, dict) or set(msd) - set(_MSD):
        raise UserError(f"The msd settings may hold {', '.join(_MSD)}, and nothing else.")
    values |= {_MSD[name]: value for name, value in msd.items()}
    foot_lock = params.get("foot_lock", True)
    if not isinstance(foot_lock, bool):
        raise UserError("foot_lock must be true or false.")
    return {
        "settings": DecodingSettings.of(values), "foot_lock": foot_lock,
        "progress": progress, "cancelled": cancelled,
        # Before decoding: nobody should wait for takes to be told.
        "notify": lambda notice: progress(0, 1, "text", notice),
    }  # fmt: skip
