"""Lists of sentences as the process reads them for Blender: no model is loaded for it."""

import pytest

from backend.generation.errors import UserError
from backend.server.service import Service


def rows(**params):
    def load(**_):
        raise AssertionError("a model was loaded")

    return Service(load=load).methods["rows"](params, lambda *_: None, lambda: False)


def test_rows_travel_as_plain_values():
    assert rows(text="sentence,seconds,rig\nwaves,2,Hero\n", name="mine", ending=".glb", seed=4) == {
        "rows": [{"row": 2, "sentence": "waves", "seconds": 2.0, "seed": 4, "file": "waves_4.glb",
                  "rig": "Hero"}],
        "notices": [],
    }  # fmt: skip
    assert rows(text="waves\n")["rows"][0]["file"] == "waves_0.npz"


@pytest.mark.parametrize(
    "params, said",
    [({"text": "waves,soon\n", "name": "mine"}, "mine, row 1, column seconds"), ({"text": 3}, "must be text"),
     ({"text": "waves", "seed": "x"}, "seed"), ({}, "the list holds no sentences")],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_in_a_sentence(params, said):
    with pytest.raises(UserError, match=said):
        rows(**params)
