"""Whatever a request holds: a result, or a UserError in one sentence."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.generation.errors import UserError
from backend.server.service import Service
from tests import strategies
from tests.generation.conftest import FakeRuntime

SERVICE = Service(load=lambda **_: FakeRuntime())
NAMES = ("prompt", "prompts", "seconds", "seeds", "sequence", "foot_lock", "steps", "guidance", "temperature",
         "residual_guidance", "edit_guidance", "msd", "start_s", "stop_s", "motion", "before", "after", "fps",
         "positions", "weights", "device", "runtime")  # fmt: skip
ODD = (
    strategies.JSON | strategies.ARRAYS | st.sampled_from([0, -1, 2**31, 10**6, 1e300, "x" * 3000, [[]], {}])
)


def motion(frames):
    rotations = np.zeros((frames, 22, 4))
    rotations[..., 0] = 1.0
    return {"rotations": rotations, "translation": np.zeros((frames, 3)), "fps": 20.0}


def good(method):
    kept = {"prompt": "a person walks", "seeds": [1], "seconds": 1.0, "steps": 2}
    if method in ("regenerate", "inbetween"):
        return kept | {"motion": motion(24), "start_s": 0.2, "stop_s": 0.8}
    if method == "direct":
        return kept | {"motion": motion(24), "direction": {"path": {"points": [[0, 0], [0, 1]]}}}
    return kept | ({"motion": motion(24)} if method in ("extend", "analyse", "loop") else {})


def ask(method, params):
    try:
        return SERVICE.methods[method](params, lambda *_: None, lambda: False)
    except UserError as fault:
        assert 10 < len(str(fault)) < 400 and "\n" not in str(fault)
        return None


METHODS = "generate", "regenerate", "inbetween", "extend", "analyse", "load", "loop", "direct"


@pytest.mark.parametrize("method", METHODS)
@given(st.data())
def test_odd_values_in_a_good_request(method, data):
    params = good(method)
    for name in data.draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=2)):
        params[name] = data.draw(ODD)
    ask(method, params)


@pytest.mark.parametrize("method", ["regenerate", "extend", "analyse", "loop", "direct"])
@given(st.data())
def test_odd_values_inside_a_motion(method, data):
    params = good(method)
    names = st.sampled_from(["rotations", "translation", "fps", "tokens", "prompt", "model"])
    for name in data.draw(st.lists(names, min_size=1, max_size=2)):
        params["motion"][name] = data.draw(ODD)
    ask(method, params)


@pytest.mark.parametrize("method", ["generate", "regenerate", "extend", "loop"])
def test_a_good_request_is_served(method):
    assert len(ask(method, good(method))["takes"]) == 1
