"""A user's folder so deep that Blender can just unpack the extension: paths end at 259 characters."""

import os

import pytest

from backend.motion import files
from tests.installed import layout
from tests.installed.conftest import generate

END = 259


@pytest.fixture
def deep(unpacked, tmp_path_factory):
    longest = max(
        len(str(path.relative_to(unpacked.profile))) for path in unpacked.profile.rglob("*") if path.is_file()
    )
    base = tmp_path_factory.mktemp("d")
    room = END - longest - 1 - len(str(base)) - 1
    if room < 4:
        pytest.skip("the temporary folder's own path leaves no room")
    before = unpacked.profile
    moved = unpacked.moved(base / ("ü" * room))
    yield moved
    back = moved.moved(before)
    unpacked.__dict__.update(back.__dict__)


def test_the_backend_works_at_the_last_character(deep):
    files_there = [str(p) for p in layout.extension_of(deep.profile).parents[1].rglob("*") if p.is_file()]
    assert max(map(len, files_there)) == END
    assert len(generate(deep.client())["rotations"]) == 60


@pytest.mark.skipif(os.name != "nt", reason="Windows' own limit")
def test_a_path_past_the_end_is_told(tmp_path):
    path = tmp_path / ("x" * 100) / ("y" * 150 + ".npz")
    with pytest.raises(OSError) as caught, files.replacing(path) as file:
        file.write(b"take")
    assert str(path) in files.sentence(caught.value)
