"""Fuzz the readers for a while: python -m tests.fuzz.run [--seconds 30] [TARGET …]

Coverage-guided with atheris where that is installed, otherwise by mutation alone. Every target runs in a
process of its own with a limit on memory; inputs that make a finding are kept in out/fuzz/TARGET.
The last line is JSON.
"""

import argparse
import importlib.util
import json
import random
import re
import resource
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "out" / "fuzz"
SLOWEST = 10  # seconds that one input may take
MORE_MEMORY = 3 * 2**30  # bytes beyond what the libraries themselves map


def limit_memory():
    """From here on, no more than MORE_MEMORY of address space can be added."""
    with open("/proc/self/statm") as file:
        mapped = int(file.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (mapped + MORE_MEMORY,) * 2)


def fuzz_guided(name, seconds):
    """Inputs chosen by what code they reach; ends the process, with a code that is not 0 for a finding."""
    import atheris

    with atheris.instrument_imports(include=["backend", "dynmask"]):
        from tests.fuzz import mutation, oracle, targets

        # Here, because some readers are imported once they are needed.
        target = targets.TARGETS[name]
        seeds = oracle.start(target)
    folder = OUT / name
    (folder / "corpus").mkdir(parents=True, exist_ok=True)
    for i, seed in enumerate(seeds):
        (folder / "corpus" / f"seed{i}").write_bytes(seed)
    limit_memory()

    def mutate(data, max_size, seed):
        if seed % 3:
            return mutation.mutated(random.Random(seed), [data])[:max_size]
        return atheris.Mutate(data, max_size)

    arguments = [
        sys.argv[0], str(folder / "corpus"), f"-max_total_time={seconds}", f"-timeout={SLOWEST}",
        f"-artifact_prefix={folder}/", "-max_len=30000", "-len_control=0", "-rss_limit_mb=0",
        "-print_final_stats=1",
    ]  # fmt: skip
    atheris.Setup(arguments, lambda data: oracle.check(target, data), custom_mutator=mutate)
    atheris.Fuzz()


def fuzz_blind(name, seconds):
    """Mutations of the seeds alone."""
    from tests.fuzz import mutation, oracle, targets

    target, rng, runs = targets.TARGETS[name], random.Random(), 0
    seeds, end = oracle.start(target), time.monotonic() + seconds
    limit_memory()
    while time.monotonic() < end:
        data = mutation.mutated(rng, seeds)
        started = time.monotonic()
        try:
            oracle.check(target, data)
            if time.monotonic() - started > SLOWEST:
                raise oracle.Finding(f"took {time.monotonic() - started:.0f} s")
        except oracle.Finding:
            (OUT / name).mkdir(parents=True, exist_ok=True)
            (OUT / name / "crash-blind").write_bytes(data)
            raise
        runs += 1
    print(f"stat::number_of_executed_units: {runs}", file=sys.stderr)


def run_all(names, seconds):
    """{target: {"runs", "seconds", "finding"}}"""
    found = {}
    for name in names:
        started = time.monotonic()
        command = [sys.executable, "-m", "tests.fuzz.run", "--one", name, "--seconds", str(seconds)]
        run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, errors="replace")
        text = run.stdout + run.stderr
        stats = re.search(r"number_of_executed_units: (\d+)", text)
        said = re.findall(r"Finding: (.*)", text) or re.findall(r"ERROR: libFuzzer: (.*)", text)
        found[name] = {
            "runs": int(stats[1]) if stats else 0, "seconds": round(time.monotonic() - started, 1),
            "finding": (said or [text[-500:]])[-1] if run.returncode else None,
        }  # fmt: skip
        print(
            f"{name:<18} {found[name]['runs']:>9,} runs  {found[name]['finding'] or 'nothing found'}",
            flush=True,
        )
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("targets", nargs="*")
    parser.add_argument("--seconds", type=int, default=30, help="for each target")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one:
        guided = importlib.util.find_spec("atheris") is not None
        return (fuzz_guided if guided else fuzz_blind)(args.one, args.seconds)
    from tests.fuzz.targets import TARGETS

    found = run_all(args.targets or TARGETS, args.seconds)
    print(json.dumps(found))
    return any(one["finding"] for one in found.values())


if __name__ == "__main__":
    sys.exit(main())
