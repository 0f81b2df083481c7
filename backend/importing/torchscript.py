"""Tensors of a TorchScript archive, read as data: no code of it is compiled or run."""

import pickle
import zipfile

import torch

from .. import pickles
from ..motion.formats.capture import shown
from .archive import ImportFailure

_DTYPES = {"HalfStorage": torch.float16, "FloatStorage": torch.float32, "LongStorage": torch.int64,
           "IntStorage": torch.int32, "DoubleStorage": torch.float64, "BoolStorage": torch.bool}  # fmt: skip
_DEEPEST = 32


class _Module:
    """Stands in for every class of the archive: its attributes are data."""


class _Unpickler(pickle.Unpickler):
    """Knows tensors, lists and modules' attributes; everything else is refused."""

    def __init__(self, archive, prefix):
        super().__init__(pickles.checked(archive.read(f"{prefix}/data.pkl")))
        self._archive, self._prefix = archive, prefix

    def find_class(self, module, name):
        if module == "torch" and name in _DTYPES:
            return _DTYPES[name]
        if module.split(".")[0] == "__torch__":
            return _Module
        known = {
            ("torch._utils", "_rebuild_tensor_v2"): _tensor,
            ("collections", "OrderedDict"): dict,
            ("torch.jit._pickle", "restore_type_tag"): lambda value, tag: value,
            **{
                ("torch.jit._pickle", f"build_{kind}list"): list
                for kind in ("int", "double", "bool", "tensor")
            },
        }
        if (module, name) not in known:
            raise pickle.UnpicklingError(f"{shown(f'{module}.{name}')} is not data")
        return known[module, name]

    def persistent_load(self, reference):
        kind, dtype, key, _, count = reference
        data = self._archive.read(f"{self._prefix}/data/{key}")
        values = torch.frombuffer(bytearray(data), dtype=dtype) if data else torch.empty(0, dtype=dtype)
        if kind != "storage" or len(values) != count:
            raise pickle.UnpicklingError(f"storage {shown(str(key))} has another size")
        return values


def _tensor(storage, offset, size, stride, *rest):
    return torch.as_strided(storage, tuple(size), tuple(stride), offset)


def read_torchscript(path):
    """{name: tensor} of all parameters and buffers, names as in a state dict. Raises ImportFailure."""
    try:
        with zipfile.ZipFile(path) as archive:
            prefixes = [n.removesuffix("/data.pkl") for n in archive.namelist() if n.endswith("/data.pkl")]
            root = _Unpickler(archive, prefixes[0]).load()
            state = {}
            _collect(root, "", state, 0)
            return state
    except pickle.UnpicklingError as fault:
        raise ImportFailure(f"{path} is refused: {fault}.") from fault
    except FileNotFoundError:
        raise
    except Exception as fault:
        raise ImportFailure(f"{path} is no readable TorchScript archive ({type(fault).__name__}).") from fault


def _collect(module, prefix, state, depth):
    if depth > _DEEPEST:
        raise ValueError("nested too deeply")
    for name, value in vars(module).items():
        if isinstance(value, torch.Tensor):
            state[prefix + name] = value
        elif isinstance(value, _Module):
            _collect(value, f"{prefix}{name}.", state, depth + 1)
