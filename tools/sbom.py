"""The bill of materials of a complete zip, as CycloneDX 1.6 JSON: wheels, text encoder, weights, clips."""

import hashlib
import json
import tomllib
import uuid
import zipfile
from pathlib import Path

NAME = "bom.json"
LICENCES = {"onnxruntime": "MIT", "tokenizers": "Apache-2.0"}
_GRAPHS = "weights/starter/onnx/"
# Whose motion they hold, and under which terms, is told beside them.
_CLIPS, _TERMS = "weights/starter/library.npz", "weights/starter/LIBRARY.md"


def of_zip(archive, root):
    """Bytes of the bill of a built zip."""
    with zipfile.ZipFile(archive) as opened:
        names = sorted(opened.namelist())
        parts = []
        for name in names:
            listed = name.endswith((".whl", ".safetensors")) or name.startswith(_GRAPHS) or name == _CLIPS
            data = opened.read(name) if listed else b""
            digest = hashlib.sha256(data).hexdigest()
            if name.endswith(".whl"):
                parts.append(_wheel(name.rpartition("/")[2], digest))
            elif data:
                parts.append(_file(name, digest))
    manifest = tomllib.loads((Path(root) / "blender_manifest.toml").read_text("utf-8"))
    bill = {
        "bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
        "metadata": {"component": _extension(manifest)}, "components": parts,
    }  # fmt: skip
    # Of the contents, so that the same zip has the same bill.
    bill["serialNumber"] = f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(bill, sort_keys=True))}"
    return (json.dumps(bill, indent=1, sort_keys=True) + "\n").encode()


def _extension(manifest):
    return {
        "type": "application", "bom-ref": "dynmask", "name": manifest["name"], "version": manifest["version"],
        "licenses": [_licence(manifest["license"][0].removeprefix("SPDX:"))],
    }  # fmt: skip


def _wheel(file, digest):
    package, version = file.split("-")[:2]
    address = f"pkg:pypi/{package}@{version}?file_name={file}"
    part = {
        "type": "library", "bom-ref": address, "name": package, "version": version, "purl": address,
        "hashes": _hashes(digest),
    }  # fmt: skip
    return part | ({"licenses": [_licence(LICENCES[package])]} if package in LICENCES else {})


def _file(name, digest):
    kind = "machine-learning-model" if name.endswith((".onnx", ".safetensors")) else "file"
    encoder = name.endswith(("text.onnx", "tokenizer.json"))
    if name == _CLIPS:
        kind = "data"
    part = {"type": kind, "bom-ref": name, "name": name, "hashes": _hashes(digest)}
    if encoder:
        part |= {"description": "all-MiniLM-L6-v2", "licenses": [_licence("Apache-2.0")]}
    if name == _CLIPS:
        part |= {"description": f"captured motion, its sources and their licences in {_TERMS}"}
    return part


def _licence(name):
    return {"license": {"id": name}}


def _hashes(digest):
    return [{"alg": "SHA-256", "content": digest}]
