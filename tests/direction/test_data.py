import json

import pytest

from backend.direction import apply
from backend.direction.data import Direction, Part
from backend.direction.errors import DirectionError
from backend.direction.loop import Loop
from backend.direction.path import Path, Waypoint
from backend.direction.pins import Pin
from backend.direction.poses import Pose
from backend.motion.clip import Clip
from backend.motion.measure import metrics

from ..motion.conftest import planted_walk

STRAIGHT = ((0.0, 0.0), (0.0, 2.0), (2.0, 4.0))
POSE = ((1.0, 0.0, 0.0, 0.0),) * 22


def test_a_direction_survives_json():
    whole = Direction(
        Loop(3, True, 0.5, 4.0, False), Part("arms", 1.0, 2.0),
        Path(STRAIGHT, (Waypoint(1.0, (0.0, 1.0), 90.0), Waypoint(2.0))),
        (Pose(1.5, POSE, (0.0, 0.9, 0.0), 0.5, 0.2, True),),
        (Pin("left_hand", 1.0, 2.0, ((0.0, 1.0, 0.3),)),),
    )  # fmt: skip
    assert Direction.of(json.loads(json.dumps(whole.to_json()))) == whole
    assert Direction.of({}) == Direction() and not Direction() and Direction().to_json() == {}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ([], "must be an object"),
        ({"lop": {}}, "has no 'lop'; it may hold loop, part"),
        ({"loop": {"cycles": 0}}, "cycles must be from 1 to 100, not 0"),
        ({"loop": {"cycles": 1.5}}, "whole number"),
        ({"loop": {"in_place": 1}}, "in_place must be true or false"),
        ({"loop": {"start_s": 3.0, "stop_s": 1.0}}, "ends at 1 s, before it begins at 3"),
        ({"path": {}}, "points must be a list of 2 to 5,000, not 0"),
        ({"path": {"points": [[0, 0]]}}, "list of 2 to 5,000, not 1"),
        ({"path": {"points": [[0, 0], [0, float("nan")]]}}, "from -1000 to 1000, not nan"),
        ({"path": {"points": [[0, 0], [0, 1, 2]]}}, "must be 2 numbers"),
        ({"path": {"points": [[0, 0], [0, 1]], "waypoints": [{}]}}, "waypoint's seconds"),
        ({"pins": [{"joint": "tail", "stop_s": 1, "places": [[0, 0, 0]]}]}, "one of left_hand, right_hand"),
        ({"pins": [{"joint": "head", "places": [[0, 0, 0]]}]}, "stop_s is missing"),
        ({"pins": [{"joint": "head", "stop_s": 1, "places": []}]}, "list of 1 to 5,000, not 0"),
        ({"pins": {"joint": "head"}}, "pins must be a list"),
        ({"part": {"part": "tail"}}, "one of arms, legs, head"),
        ({"poses": [{"seconds": 1, "rotations": [[1, 0, 0, 0]]}]}, "list of 22 to 22, not 1"),
        ({"poses": [{"seconds": 1, "rotations": [[0.5, 0, 0, 0]] * 22}]}, "unit quaternions"),
    ],
)
def test_bad_values_are_named_in_one_sentence(data, said):
    with pytest.raises(DirectionError, match=said) as fault:
        Direction.of(data)
    assert "\n" not in str(fault.value) and len(str(fault.value)) < 250


def test_directions_work_together():
    clip = Clip(*planted_walk(100))
    asked = Direction(Loop(6), path=Path(STRAIGHT), pins=(Pin("right_hand", 2.0, 2.5, ((0.3, 1.3, 2.4),)),))
    made = apply.follow(clip, asked)
    assert set(made.measured) == {"loop", "path", "pins"}
    assert made.measured["path"]["path_worst_cm"] < 15.0 and made.measured["loop"]["pose_seam_deg"] < 0.5
    assert "loop repeats after 1.00 s, 0.80 m on" in made.notices[0]
    assert "cm beside the path on average" in made.notices[1]
    assert metrics.physical(made.clip.positions).slide < metrics.physical(clip.positions).slide + 2.0


def test_a_part_needs_what_it_is_put_onto():
    with pytest.raises(DirectionError, match="the motion that the rest of it keeps"):
        apply.follow(Clip(*planted_walk(40)), Direction(part=Part("arms")))
