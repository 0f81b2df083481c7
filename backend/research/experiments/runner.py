"""Runs an experiment: trains and measures what is missing, then writes the tables and the figure."""

import json
import time

from ...motion import files
from . import generation, msd, picture, prediction, primary, quarters, refill, table

_PRIMARY = tuple(key for key, _ in primary.MEASURES)


class Clock:
    """Says whether one more item as long as the longest so far ends in time; minutes None: always."""

    def __init__(self, minutes=None):
        self._end = None if minutes is None else time.monotonic() + 60.0 * minutes
        self._longest = 0.0

    @property
    def left(self):
        """Seconds, at least 0; None without an end."""
        return None if self._end is None else max(0.0, self._end - time.monotonic())

    def allows_another(self):
        return self._end is None or 1.2 * self._longest < self.left

    def timed(self, work):
        started = time.monotonic()
        result = work()
        self._longest = max(self._longest, time.monotonic() - started)
        return result


def run(bench, plan, seeds, repeats, results, evaluator=None, clock=None):
    """Markdown report of all arms; also written, with all numbers and a picture, into the folder `results`.

    seeds: {group: how many}. Every measured arm and seed is kept as JSON, so an interrupted experiment goes
    on where it was. An arm that gains too little over its first seeds stops; what time is short for is left.
    """
    judge, clock = generation.Judge(bench, evaluator, repeats), clock or Clock()
    scores, sums, notes = {arm.name: {} for arm in plan}, {}, []
    references = {arm.group: arm.name for arm in plan if arm.reference}
    for seed in range(max(seeds[arm.group] for arm in plan)):
        for arm in plan:
            if seed >= seeds[arm.group]:
                continue
            if not arm.reference and primary.stops(
                sums.get(arm.name, {}), sums.get(references[arm.group], {})
            ):
                notes.append(
                    f"{arm.name}: no seed {seed}, under 1 % gained over the first {msd.TRIAL_SEEDS}."
                )
                continue
            if not _path(bench, arm, seed, repeats).is_file() and not clock.allows_another():
                notes.append(f"{arm.name}: no seed {seed}, the time was up.")
                continue
            found = clock.timed(lambda arm=arm, seed=seed: _measured(bench, arm, seed, judge, repeats))
            for key in {*_PRIMARY, "accuracy"} & set(found):
                if key in _PRIMARY:
                    sums.setdefault(arm.name, {}).setdefault(key, {})[seed] = found[key]
                found[key] = quarters.means(found[key])
            scores[arm.name][seed] = found
            sums.setdefault(arm.name, {})
    return _write(bench, plan, judge, scores, sums, notes, results)


def _write(bench, plan, judge, scores, sums, notes, results):
    changes = primary.compare(plan, sums)
    shown = {table.REAL: {0: judge.of_real_motion()}} | {n: s for n, s in scores.items() if s}
    references = {
        arm.name: ref.name for arm in plan for ref in plan if ref.reference and ref.group == arm.group
    }
    report = primary.markdown(plan, changes) + "\n" + "".join(f"{note}\n\n" for note in notes)
    report += table.markdown(shown, references)
    results.mkdir(parents=True, exist_ok=True)
    written = {
        "table.md": report, "table.csv": table.as_csv(shown), "primary.csv": primary.as_csv(changes),
        "setting.json": json.dumps(bench.setting(), indent=1) + "\n",
    }  # fmt: skip
    for name, text in written.items():
        with files.replacing(results / name) as file:
            file.write(text.encode())
    picture.draw(plan, changes, results / "primary.png")
    return report


def _path(bench, arm, seed, repeats):
    place = arm.name.replace(" ", "-").replace(",", "")
    return (
        bench.folder / "scores" / f"{arm.group}-{place}-guidance{bench.guidance:g}-seed{seed}-x{repeats}.json"
    )


def _measured(bench, arm, seed, judge, repeats):
    path = _path(bench, arm, seed, repeats)
    if path.is_file():
        return json.loads(path.read_text("utf-8"))
    found, runtime = {}, None
    if arm.group == "training":
        weights = bench.trained(arm, seed)
        found |= prediction.score(bench, weights.masked, weights.config)
    else:
        weights = bench.given()
    runtime = judge.runtime(weights, bench.device)
    settings = bench.settings(arm)
    found["mm"] = refill.score(bench, runtime, settings, seed)
    found |= judge.score(runtime, settings, seed)
    path.parent.mkdir(parents=True, exist_ok=True)
    with files.replacing(path) as file:
        file.write((json.dumps(found) + "\n").encode())
    return found
