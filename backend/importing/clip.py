"""CLIP's text tower from a file that the user has, into the user's own folder as safetensors."""

import hashlib
import shutil
from pathlib import Path

from safetensors import SafetensorError
from safetensors.torch import load_file, save

from ..models.checkpoint import write_atomically
from ..text import clip_files
from ..text.clip_state import text_tower
from .archive import ImportFailure
from .torchscript import read_torchscript

# ViT-B-32.pt as OpenAI publishes it; the figure is part of its address.
PUBLISHED_SHA256 = "40d365715913c9da98579312b702a82c18be219cc2a73407c4526f58eba950af"
# Of ViT-B/32: words, context, width, size of the sentence vector.
SIZES = (49408, clip_files.CONTEXT, 512, 512)


def import_clip(path):
    """Put the text tower of `path` where the CLIP encoder looks for it; returns that file's path.

    path: the official ViT-B-32.pt, recognised by its SHA-256, or a safetensors file with OpenAI's or Hugging
    Face's names. Raises ImportFailure or ValueError.
    """
    path = Path(path)
    if not path.is_file():
        raise ImportFailure(f"There is no file {path}.")
    tower = text_tower(_read(path), path)
    tokens, positions = tower["token_embedding.weight"], tower["positional_embedding"]
    sizes = (*tokens.shape[:1], *positions.shape, *tower["text_projection"].shape[1:])
    if sizes != SIZES:
        raise ImportFailure(
            f"{path} is another CLIP (words, context, width, vector {sizes}), not ViT-B/32 {SIZES}."
        )
    vocabulary, folder = clip_files.vocabulary_file(), clip_files.user_folder()
    folder.mkdir(parents=True, exist_ok=True)
    if vocabulary.parent != folder:
        shutil.copyfile(vocabulary, folder / clip_files.VOCABULARY)
    write_atomically(folder / clip_files.TOWER, save({k: v.contiguous() for k, v in tower.items()}))
    return folder / clip_files.TOWER


def _read(path):
    if path.suffix == ".safetensors":
        try:
            return load_file(path)
        except (OSError, SafetensorError) as fault:
            raise ImportFailure(f"{path} is not a readable safetensors file: {fault}") from fault
    with open(path, "rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != PUBLISHED_SHA256:
        raise ImportFailure(
            f"{path} is not OpenAI's ViT-B-32.pt (SHA-256 {digest[:8]}… instead of {PUBLISHED_SHA256[:8]}…): "
            "only that file, or a .safetensors file, is opened."
        )
    return read_torchscript(path)
