"""Every reader on damaged input, quickly; `make fuzz` does it at length, guided by coverage."""

import random
import time
import warnings

import numpy as np
import pytest

from backend.motion import npz
from backend.motion.load import load_motion
from tests import wine
from tests.fuzz import mutation, oracle, targets
from tests.samples import ASF

RUNS, HEAVY_RUNS = 150, 60


BY_TORCH = ("checkpoint", "torchscript")


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=wine.damaged_archives if name in BY_TORCH else ()) for name in targets.TARGETS],
)
def test_damage_is_read_or_refused_in_a_sentence(name):
    target = targets.TARGETS[name]
    seeds, rng = oracle.start(target), random.Random(name)
    refused = 0
    for _ in range(HEAVY_RUNS if target.heavy else RUNS):
        data = mutation.mutated(rng, seeds)
        started = time.monotonic()
        refused += not oracle.check(target, data)
        assert time.monotonic() - started < 20
    assert refused, "the target reads whatever it is given"


def test_what_a_reader_lets_out_is_noticed():
    def raw():
        ("walk.bvh",).index("HIERARCHY")

    def wrapped():
        try:
            ["walk.bvh"].index("HIERARCHY")
        except ValueError as fault:
            raise ValueError(f"walk.bvh: {fault}") from fault

    def told(fault):
        raise fault

    careless = {
        b"key": (lambda: told(KeyError("x")), "KeyError"),
        b"lines": (lambda: told(ValueError("walk.bvh\nis cut")), "no clear sentence"),
        b"long": (lambda: told(ValueError("walk.bvh" * 500)), "no clear sentence"),
        b"nameless": (lambda: told(ValueError("it is cut short")), "names none of walk.bvh"),
        b"raw": (raw, "names none of walk.bvh"),
        b"wrapped": (wrapped, "of Python's own: ValueError: 'walk.bvh: 'HIERARCHY' is not in list"),
    }
    for data, (read, finding) in careless.items():
        with pytest.raises(oracle.Finding) as caught:
            oracle.check(oracle.Target(lambda _, read=read: read(), list, ("walk.bvh",)), data)
        assert finding in str(caught.value).replace('"', "'")

    def by_chance():
        try:
            {}["w"]
        except KeyError as fault:
            raise ValueError("walk.bvh says 'w'") from fault

    assert not oracle.check(oracle.Target(lambda _: by_chance(), list, ("walk.bvh",)), b"")
    clear = oracle.Target(lambda _: told(ValueError("walk.bvh is cut short")), lambda: [b""], ("walk.bvh",))
    assert oracle.check(clear, b"") is False
    with pytest.raises(oracle.Finding, match="refused"):
        oracle.start(clear)


def test_a_small_bvh_cannot_announce_gigabytes(tmp_path):
    joint = "JOINT j{}\n{{\nOFFSET 0 1 0\nCHANNELS 0\n"
    head = "HIERARCHY\nROOT r\n{\nOFFSET 0 0 0\nCHANNELS 1 Xposition\n" + "".join(
        map(joint.format, range(1000))
    )
    path = tmp_path / "bomb.bvh"
    path.write_text(f"{head}{'} ' * 1001}MOTION\nFrames: 40000\nFrame Time: 0.1\n" + "0\n" * 40_000)
    with pytest.raises(ValueError, match="40,000 frames of 1,001 joints, too much to read"):
        load_motion(path)


def test_a_small_archive_cannot_hold_gigabytes(tmp_path):
    import zipfile

    path = tmp_path / "bomb.npz"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("rotations.npy", "w") as file,
    ):
        for _ in range(40):
            file.write(bytes(2**20))
    assert path.stat().st_size < 100_000
    with pytest.raises(ValueError, match="1 arrays of 42 MB, which is too much"):
        npz.read(path, "motion .npz", most_bytes=2**25)


def test_a_pickle_in_an_archive_is_never_run(tmp_path):
    class Bomb:
        def __reduce__(self):
            return (open, (str(tmp_path / "ran"), "w"))

    np.savez(tmp_path / "bomb.npz", rotations=np.array([Bomb()], dtype=object), translation=1, fps=1)
    with pytest.raises(ValueError, match="arrays of type object are not accepted"):
        load_motion(tmp_path / "bomb.npz")
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("blank", ["\n" * 200_000, " " * 200_000, "1" * 200_000 + "x\n", "1\n" * 100_000])
def test_no_text_takes_long_to_refuse(tmp_path, blank):
    (tmp_path / "motion.asf").write_text(ASF)
    started = time.process_time()
    for name in ("motion.amc", "motion.bvh"):
        (tmp_path / name).write_text(blank)
        with warnings.catch_warnings(), pytest.raises(ValueError):
            warnings.simplefilter("error")
            load_motion(tmp_path / name)
    assert time.process_time() - started < 5
