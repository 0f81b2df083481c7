"""All that needs a GPU, in so many minutes: tests, bench in 16 bits, a training of the published sizes.

What it found lands in --out, under 16 MiB: tests.xml, bench.json, summary.json, the training's curves.
--rehearse does the same on the CPU in about a minute, tiny, so that it works at once where a GPU is at hand.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
from backend.research.experiments.runner import Clock  # noqa: E402
from backend.training.run import LOOPS, SHARES  # noqa: E402

CUDA_TESTS = ("tests/generation/test_cuda.py", "tests/generation/test_same_tokens.py")
LARGEST = 16 * 2**20
# Of the minutes that are left: what the training's own clock gets, the rest being for data, text and packing.
_TRAINING = 0.8
# Seconds in which what is still to be said can be written.
_RESERVE = 15.0


class Steps:
    """Commands one after the other, each ended when the time is up; what they said goes into files."""

    def __init__(self, out, minutes, environment):
        self.out, self.clock, self.done = out, Clock(minutes), {}
        self._environment = {**os.environ, **environment}

    def run(self, name, *command, most=None):
        """Whether a command ended well. most: seconds it gets at most."""
        limit = max(1.0, min(self.clock.left - _RESERVE, most or self.clock.left))
        started = time.monotonic()
        with open(self.out / f"{name}.log", "wb") as log:
            try:
                code = subprocess.run(
                    [sys.executable, *map(str, command)], cwd=ROOT, env=self._environment, stdout=log,
                    stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, timeout=limit,
                ).returncode  # fmt: skip
            except subprocess.TimeoutExpired:
                code = None
        taken = round(time.monotonic() - started, 1)
        self.done[name] = {"seconds": taken, "ended": "time was up" if code is None else code}
        print(f"{name}: {taken} s, {'the time was up' if code is None else f'exit code {code}'}", flush=True)
        return code == 0


def run(out, corpus, minutes, rehearse, run_folder, weights=None):
    """All steps; returns the summary. Raises ValueError where the results are larger than they may be."""
    out.mkdir(parents=True, exist_ok=True)
    quick, device = (("--quick",), "cpu") if rehearse else ((), "cuda")
    steps = Steps(out, minutes, {"DYNMASK_REHEARSAL": "1"} if rehearse else {})
    total = steps.clock.left
    steps.run("tests", "-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "cuda", *CUDA_TESTS,
              f"--junitxml={out / 'tests.xml'}", most=0.25 * total)  # fmt: skip
    steps.run("bench", "-m", "backend", "bench", "--only", "half", *quick, "--out", out / "bench.json",
              *(("--weights", weights) if weights else ()), most=0.35 * total)  # fmt: skip
    left = (steps.clock.left - _RESERVE) / 60.0
    size = ("--size", "tiny", "--steps", 2, "--batch", 4) if rehearse else ("--size", "published")
    steps.run("training", "-m", "backend", "train", "all", "--corpus", corpus, "--out", run_folder, *size,
              "--resume", "--device", device, "--minutes", round(max(0.01, _TRAINING * left), 2))  # fmt: skip
    keep(run_folder, out)
    summary = {"rehearsal": rehearse, "minutes": minutes, "steps": steps.done, "shares": SHARES}
    (out / "summary.json").write_text(json.dumps(summary, indent=1) + "\n", "utf-8")
    size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
    if size > LARGEST:
        raise ValueError(f"{out} holds {size / 2**20:.1f} MiB, more than {LARGEST >> 20}")
    return summary


def keep(run_folder, out):
    """Logs, sizes and curves of a training run: its weights are too large to send back."""
    run_folder = Path(run_folder)
    for stage in LOOPS:
        if (log := run_folder / stage / "log.csv").is_file():
            shutil.copy(log, out / f"training-{stage}.csv")
    if (run_folder / "config.json").is_file():
        shutil.copy(run_folder / "config.json", out / "training-config.json")
    try:
        from backend.research.evaluation import curves

        curves.draw(run_folder, out / "training.png")
    except OSError:
        # A stage that the clock left no time for has no log.
        return


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--corpus", required=True, type=Path, help="compact corpus file (`corpus build`)")
    parser.add_argument("--out", required=True, type=Path, help="folder for the results")
    parser.add_argument("--run", type=Path, help="folder of the training, which a second call continues")
    parser.add_argument("--minutes", type=float, default=12.0)
    parser.add_argument("--weights", help="of the bench, beside the published sizes (default: shipped)")
    parser.add_argument("--rehearse", action="store_true", help="on the CPU, tiny, in about a minute")
    args = parser.parse_args(arguments)
    if not args.corpus.is_file():
        parser.error(f"there is no corpus at {args.corpus}: make one with `python -m backend corpus build`")
    import torch

    if not args.rehearse and not torch.cuda.is_available():
        parser.error("torch finds no CUDA device here: --rehearse tries everything on the CPU")
    folder = args.run or ROOT / "runs" / ("gpu-rehearsal" if args.rehearse else "gpu")
    summary = run(
        args.out.resolve(), args.corpus.resolve(), args.minutes, args.rehearse, folder.resolve(), args.weights
    )
    failed = [name for name, step in summary["steps"].items() if step["ended"] not in (0, "time was up")]
    return f"failed: {', '.join(failed)}, see their logs in {args.out}" if failed else 0


if __name__ == "__main__":
    sys.exit(main())
