"""Names of actions, clips and files: clean, short enough, different."""

from types import SimpleNamespace

import pytest
from dynmask.dynmask_blender.actions import names
from dynmask.dynmask_blender.export import names as export_names


def take(prompt, seed=5, name="Take"):
    return SimpleNamespace(prompt=prompt, seed=seed, name=name)


def test_names_of_new_actions_fit_with_their_seed():
    assert names.of(" a person\twaves ", 5) == "a person waves 5"
    assert names.of("", 7) == "Motion 7"
    name = names.of("走って跳ぶ" * 20, 2147483647)
    assert name.endswith(" 2147483647") and name.startswith("走って跳ぶ")
    assert len(name.encode()) <= 63


def test_a_range_replaces_the_one_before():
    once = names.with_range("a person waves 5", 17, 24, 0)
    assert once == "a person waves 5 [17–24] 0"
    assert names.with_range(once + ".001", -231, 278, 3) == "a person waves 5 [-231–278] 3"
    long = names.with_range("ä" * 31, 1, 2, 3)
    assert long.endswith(" [1–2] 3") and len(long.encode()) <= 63


@pytest.mark.parametrize(
    "name, wanted",
    [
        ("a person waves · 1 [17 [231–278] 0", "a_person_waves_1"),
        ("a person waves · 1 [17–24] 0 [231–278] 0.002", "a_person_waves_1"),
        ("jumps 🎉 twice!", "jumps_twice"),
        ("Walk [3]", "Walk_3"),
        ("Idle-Loop.001", "Idle-Loop_001"),
        ("Läuft/../los: *schnell*", "Läuft_los_schnell"),
        ("La\u0308uft", "Läuft"),
        ("🎉", "Motion"),
    ],
)
def test_clips_of_actions_are_clean(name, wanted):
    assert export_names.of_action(SimpleNamespace(name=name)) == wanted


def test_clips_of_takes_are_the_sentence_and_the_seed():
    assert export_names.of_take(take("a person waves, twice!")) == "a_person_waves_twice_5"
    assert export_names.of_take(take("", name="Mine [3–9] 4")) == "Mine_5"
    assert export_names.of_take(take("🎉", name="🎉")) == "take_5"
    assert export_names.of_take(take("", name="Motion 5")) == "Motion_5"
    long = export_names.of_take(take("走って跳ぶ" * 20))
    assert long.endswith("_5") and len(long.encode()) <= 60


def test_no_two_clips_are_one_file():
    assert export_names.different(["Wave", "wave", "WAVE", "jump"]) == ["Wave", "wave_2", "WAVE_3", "jump"]
    assert export_names.different(["a", "a_2", "a"]) == ["a", "a_2", "a_3"]
    assert export_names.of_action(None) == "Motion"
