"""MoMask's published checkpoints (Guo et al. 2024) as a weights folder of ours.

CHECKPOINTS/<dataset>/<name>/opt.txt says the sizes, <name>/model/*.tar holds the parameters, and the
tokenizer's <name>/meta the mean and standard deviation of the features.
"""

import dataclasses
from pathlib import Path

import torch

from ..models import checkpoint
from ..models.config import (
    LengthConfig,
    ModelConfig,
    MSDConfig,
    TextConfig,
    TokenizerConfig,
    TransformerConfig,
)
from ..models.uninitialised import Uninitialised
from .archive import ImportFailure, read_options, read_state, read_vector, whole_number
from .momask_names import take_over

# Data set: features a frame, frames a second.
DATASETS = {"t2m": (263, 20.0), "kit": (251, 12.5)}
_KEYS = {
    "tokenizer": ("vq_model", "net"),
    "masked": ("t2m_transformer", "trans"),
    "residual": ("res_transformer",),
    "length": ("estimator",),
}
# The file that MoMask's own scripts load first.
_FILES = {
    "tokenizer": ("net_best_fid.tar", "finest.tar", "latest.tar"),
    "masked": ("latest.tar", "net_best_fid.tar", "net_best_loss.tar", "net_best_acc.tar"),
    "residual": ("net_best_fid.tar", "net_best_loss.tar", "net_best_acc.tar", "latest.tar"),
    "length": ("finest.tar", "latest.tar"),
}
_MAX_FRAMES = 196
_TERMS = """# Weights of MoMask, {dataset}

Made by `python -m backend import momask` from checkpoints of MoMask (Guo, Mu, Javed, Wang, Cheng, "MoMask:
Generative Masked Modeling of 3D Human Motions", CVPR 2024):

{sources}

The authors' published weights were trained on {data}.
Read those terms before you use or pass on the weights or what they make. Text is encoded by CLIP ViT-B/32
(MIT), which is not part of this folder.
"""
_DATA = {
    "t2m": "HumanML3D, which is made from AMASS and HumanAct12; AMASS is for non-commercial research only",
    "kit": "KIT-ML, whose terms are those of the KIT Motion-Language Dataset",
}


def import_momask(checkpoints, out, *, dataset=None, masked=None, residual=None, tokenizer=None, half=False):
    """Write the weights folder `out`; returns its ModelConfig. Raises ImportFailure.

    checkpoints: the folder that holds t2m/ or kit/, or one of these; dataset: which, where there are both;
    masked, residual, tokenizer: names of checkpoint folders where there are several. half: 16-bit floats,
    which no longer agree with the original to 1e-4.
    """
    root, dataset = _dataset_folder(Path(checkpoints), dataset)
    folders = _folders(root, {"masked": masked, "residual": residual, "tokenizer": tokenizer})
    paths = {part: _file(folder, part) for part, folder in folders.items()}
    states = {part: read_state(path, *_KEYS[part]) for part, path in paths.items()}
    try:
        config = _config(folders, dataset, states, paths)
    except ImportFailure:
        raise
    except ValueError as fault:
        raise ImportFailure(f"{root}: the sizes in its opt.txt files are no model's: {fault}.") from fault
    _check_size(config, states, root)
    modules, taken = checkpoint.build(config), {}
    for part, module in modules.items():
        taken[part] = take_over(part, module, states[part], config.tokenizer.stages, paths[part])
    meta = folders["tokenizer"] / "meta"
    for name in ("mean", "std"):
        taken["tokenizer"][name] = read_vector(meta / f"{name}.npy", config.tokenizer.features)
    if (taken["tokenizer"]["std"] <= 0).any():
        raise ImportFailure(f"{meta / 'std.npy'} holds a standard deviation that is not above zero.")
    checkpoint.save_weights(out, config, taken, half=half)
    sources = "\n".join(f"- {part}: `{folders[part].name}/model/{paths[part].name}`" for part in paths)
    text = _TERMS.format(dataset=dataset, sources=sources, data=_DATA[dataset])
    checkpoint.write_atomically(Path(out) / "README.md", text.encode())
    return config


def _check_size(config, states, root):
    """Before memory is given to the sizes in opt.txt: whether the checkpoints hold so many numbers."""
    with torch.device("meta"), Uninitialised():
        modules = checkpoint.build(config).values()
    wanted = sum(tensor.numel() for module in modules for tensor in module.state_dict().values())
    held = sum(tensor.numel() for state in states.values() for tensor in state.values())
    if wanted > 2 * held + 2**22:
        raise ImportFailure(
            f"{root}: the sizes in its opt.txt files make {wanted / 1e6:,.0f} million numbers, more than the "
            f"{held / 1e6:,.0f} million in its checkpoints: they do not belong together."
        )


def _dataset_folder(root, wanted):
    if not root.is_dir():
        raise ImportFailure(f"There is no folder {root}.")
    if wanted not in (None, *DATASETS):
        raise ImportFailure(f"The data set must be one of {', '.join(DATASETS)}, not {wanted!r}.")
    if root.name in DATASETS and wanted in (None, root.name):
        return root, root.name
    there = [name for name in DATASETS if (root / name).is_dir() and wanted in (None, name)]
    if not there and (root / "checkpoints").is_dir():
        return _dataset_folder(root / "checkpoints", wanted)
    if not there:
        raise ImportFailure(
            f"{root} holds no folder {wanted or 't2m or kit'}: give MoMask's checkpoints folder."
        )
    return root / there[0], there[0]


def _folders(root, chosen):
    """The checkpoint folder of every part: the chosen one, or the only one that its opt.txt fits."""
    found = {"tokenizer": {}, "masked": {}, "residual": {}}
    for path in sorted(root.glob("*/opt.txt")):
        options = read_options(path)
        kind = "tokenizer" if "nb_code" in options else "residual" if "share_weight" in options else "masked"
        if kind == "tokenizer" or "vq_name" in options:
            found[kind][path.parent.name] = options
    picked = {part: _pick(root, part, found[part], chosen[part]) for part in ("masked", "residual")}
    names = {part: found[part][folder.name]["vq_name"] for part, folder in picked.items()}
    if names["masked"] != names["residual"]:
        raise ImportFailure(
            f"{root}: {picked['masked'].name} was trained on the tokenizer {names['masked']}, "
            f"{picked['residual'].name} on {names['residual']}: name two that fit."
        )
    picked["tokenizer"] = _pick(root, "tokenizer", found["tokenizer"], chosen["tokenizer"] or names["masked"])
    return {**picked, "length": root / "length_estimator"}


def _pick(root, part, found, name):
    if name is not None:
        if name not in found:
            raise ImportFailure(f"{root} holds no {part} checkpoint named {name}.")
        return root / name
    if len(found) != 1:
        what = (
            f"several {part} checkpoints ({', '.join(found)}): name one" if found else f"no {part} checkpoint"
        )
        raise ImportFailure(f"{root} holds {what}{f' with --{part}' if found else ''}.")
    return root / next(iter(found))


def _file(folder, part):
    for name in _FILES[part]:
        if (folder / "model" / name).is_file():
            return folder / "model" / name
    raise ImportFailure(f"{folder / 'model'} holds none of {', '.join(_FILES[part])}.")


def _config(folders, dataset, states, paths):
    features, fps = DATASETS[dataset]
    where = {part: folders[part] / "opt.txt" for part in ("tokenizer", "masked", "residual")}
    options = {part: read_options(path) for part, path in where.items()}
    for part, path in where.items():
        if options[part].get("dataset_name", dataset) != dataset:
            raise ImportFailure(f"{path} is of the data set {options[part]['dataset_name']}, not {dataset}.")

    def number(part, name):
        return whole_number(options[part], name, where[part])

    levels = number("tokenizer", "num_quantizers")
    if levels < 3:
        raise ImportFailure(f"{where['tokenizer']}: num_quantizers must be 3 or more, not {levels}.")
    _only(options["tokenizer"], where["tokenizer"], vq_act="relu", vq_norm="None", stride_t="2",
          output_emb_width=options["tokenizer"].get("code_dim"))  # fmt: skip
    _only(options["residual"], where["residual"], share_weight="True")
    bodies = {
        part: TransformerConfig(
            number(part, "n_layers"),
            number(part, "latent_dim"),
            number(part, "ff_size"),
            number(part, "n_heads"),
        )
        for part in ("masked", "residual")
    }
    for part, body in bodies.items():
        if body.width % body.heads or body.width % 2:
            raise ImportFailure(
                f"{where[part]}: latent_dim {body.width} does not divide by n_heads {body.heads}."
            )
    return ModelConfig(
        tokenizer=TokenizerConfig(
            features=features, width=number("tokenizer", "width"), code_dim=number("tokenizer", "code_dim"),
            codes=number("tokenizer", "nb_code"), levels=levels,
            stages=number("tokenizer", "down_t"), depth=number("tokenizer", "depth"),
            dilation_growth=number("tokenizer", "dilation_growth_rate"),
        ),
        **bodies,
        length=_length(states["length"], paths["length"]),
        text=TextConfig("clip", _rows(states["masked"], "cond_emb.weight", 1, paths["masked"]), max_words=0),
        # Trained without the descriptor; decoding can follow it all the same.
        msd=dataclasses.replace(MSDConfig(), masking=0.0, attention=0.0),
        rotations="solved", fps=fps, max_frames=_MAX_FRAMES,
    )  # fmt: skip


def _only(options, path, **wanted):
    for name, value in wanted.items():
        if options.get(name, value) != value:
            raise ImportFailure(f"{path}: {name} {options[name]} is not supported, only {value}.")


def _rows(state, name, axis, path):
    tensor = state.get(name)
    if tensor is None or tensor.ndim <= axis:
        raise ImportFailure(f"{path} lacks the parameter {name}: it is of another architecture.")
    return tensor.shape[axis]


def _length(state, path):
    width = _rows(state, "output.0.weight", 0, path)
    return LengthConfig(width, _rows(state, "output.11.weight", 0, path) - 1)
