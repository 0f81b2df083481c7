"""Building networks whose numbers will be loaded: the random ones they begin with are not drawn."""

from torch.overrides import TorchFunctionMode

_DRAWN = {"normal_", "uniform_", "kaiming_uniform_", "trunc_normal_"}


class Uninitialised(TorchFunctionMode):
    """`with Uninitialised(): Network(…)` leaves parameters as the memory is; constants keep their values."""

    def __torch_function__(self, function, types, args=(), kwargs=None):
        name, kwargs = getattr(function, "__name__", ""), kwargs or {}
        if name in _DRAWN:
            return args[0] if args else kwargs["tensor"]
        return function(*args, **kwargs)
