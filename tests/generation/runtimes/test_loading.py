"""The stamp beside ONNX graphs: whose they are, and whether they are whole."""

import hashlib
import json

import pytest

from backend.generation.errors import UserError
from backend.generation.runtimes import loading

DIGEST = "0" * 64


def stamped(folder, **values):
    (folder / "masked.onnx").write_bytes(b"graph")
    stamp = {"version": loading.GRAPHS_VERSION, **values}
    (folder / "export.json").write_text(json.dumps(stamp))
    return folder


def test_whole_graphs_of_these_weights(tmp_path):
    files = {"masked.onnx": hashlib.sha256(b"graph").hexdigest()}
    assert loading.is_made_of(stamped(tmp_path, weights=DIGEST), DIGEST)
    assert loading.is_made_of(stamped(tmp_path, weights=DIGEST, files=files), DIGEST)
    assert not loading.is_made_of(stamped(tmp_path, weights="1" * 64, files=7), DIGEST)
    assert not loading.is_made_of(tmp_path / "none", DIGEST)


def test_graphs_of_another_version_are_made_again(tmp_path):
    assert not loading.is_made_of(stamped(tmp_path, weights=DIGEST, version=1), DIGEST)
    assert loading.graphs_folder(DIGEST).name.endswith(f"-{loading.GRAPHS_VERSION}")


@pytest.mark.parametrize(
    "files",
    [7, ["masked.onnx"], {"masked.onnx": None}, {"../weights/x": "a"}, {"/etc/passwd": "a"}, {"x\x00": "a"},
     {"x\n": "a"}, {"x" * 5000: "a"}],
)  # fmt: skip
def test_a_damaged_stamp_is_told(tmp_path, files):
    with pytest.raises(UserError) as caught:
        loading.is_made_of(stamped(tmp_path, weights=DIGEST, files=files), DIGEST)
    assert str(caught.value) == f"{tmp_path / 'export.json'} is damaged: install again."


def test_a_damaged_graph_is_told(tmp_path):
    for files in ({"masked.onnx": "0" * 64}, {"residual.onnx": "0" * 64}):
        with pytest.raises(UserError, match="is missing or damaged \\(checksum differs\\): install again"):
            loading.is_made_of(stamped(tmp_path, weights=DIGEST, files=files), DIGEST)
