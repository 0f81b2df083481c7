import numpy as np
import pytest

from backend.generation.errors import UserError
from backend.server.service import Service

from ..motion.conftest import planted_walk


def call(method, **params):
    return Service().methods[method](params, lambda *_: None, lambda: False)


def motion(frames=90):
    rotations, translation = planted_walk(frames)
    return {"rotations": rotations, "translation": translation, "fps": 20.0}


def test_a_loop_needs_no_model():
    answer = call("loop", motion=motion(), cycles=2, in_place=True)
    (take,) = answer["takes"]
    assert take["measured"]["loop"]["pose_seam_deg"] < 0.5 and len(take["rotations"]) == 41
    assert "loop repeats" in answer["notices"][0]


def test_a_direction_is_followed_and_measured():
    asked = {"path": {"points": [[0, 0], [0, 1], [2, 2]]}, "pins": [
        {"joint": "right_hand", "start_s": 1.0, "stop_s": 1.5, "places": [[0.3, 1.2, 1.2]]},
    ]}  # fmt: skip
    (take,) = call("direct", motion=motion(), direction=asked)["takes"]
    assert (
        take["measured"]["path"]["path_worst_cm"] < 15.0 and take["measured"]["pins"]["pin_worst_mm"] < 1000.0
    )


def test_a_part_is_put_onto_another_motion():
    waving = motion()
    waving["rotations"] = np.roll(waving["rotations"], 7, axis=0)
    (take,) = call("direct", motion=waving, onto=motion(), direction={"part": {"part": "legs"}})["takes"]
    others = [0, 3, 6, 9, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21]
    np.testing.assert_array_equal(take["rotations"][:, others], motion()["rotations"][:, others])


@pytest.mark.parametrize(
    ("method", "params", "said"),
    [
        ("loop", {}, "motion is missing"),
        ("loop", {"motion": motion(1)}, "at least 3 frames"),
        ("loop", {"motion": motion(5)}, "at least 0.9 s"),
        ("loop", {"motion": motion(), "cycles": "many"}, "cycles must be from 1 to 100"),
        ("direct", {"motion": motion()}, "direction must be an object"),
        ("direct", {"motion": motion(), "direction": {}}, "direction is empty"),
        ("direct", {"motion": motion(), "direction": {"path": {"points": [[0, 0]]}}}, "list of 2 to"),
        (
            "direct",
            {"motion": motion(), "direction": {"path": {"points": [[0, 0], [0, 500]]}}},
            "give it about",
        ),
        ("direct", {"motion": motion(), "direction": {"part": {"part": "arms"}}}, "the rest of it keeps"),
        ("join", {"before": motion()}, "motion after is missing"),
    ],
)
def test_bad_requests_get_one_sentence(method, params, said):
    with pytest.raises(UserError, match=said):
        call(method, **params)
