"""Runs an experiment: trains and measures what is missing, then writes the tables."""

import json
from dataclasses import replace

from ..motion import files
from . import generation, prediction, table


def run(bench, plan, repeats, evaluator=None):
    """Markdown report of every variant in `plan`; also written, with all numbers, into the bench's folder.

    Every measured variant and seed is kept as JSON, so that an interrupted experiment goes on where it was.
    """
    judge = generation.Judge(bench, evaluator, repeats)
    scores = {}
    for seed in range(max(v.seeds for v in plan)):
        for variant in plan:
            if seed < variant.seeds:
                found = _measured(bench, variant, seed, judge, repeats)
                scores.setdefault(variant.name, {})[seed] = found
    scores = {table.REAL: {0: judge.of_real_motion()}} | {v.name: scores[v.name] for v in plan}
    report = table.markdown(scores, plan[0].name)
    for name, text in (("table.md", report), ("table.csv", table.as_csv(scores))):
        with files.replacing(bench.folder / name) as file:
            file.write(text.encode())
    return report


def _measured(bench, variant, seed, judge, repeats):
    msd = variant.msd
    decoding = f"beta{msd.temperature:g}-eta{msd.exploration:g}-guidance{bench.guidance:g}"
    name = f"{variant.training_key}-{decoding}-seed{seed}-x{repeats}"
    path = bench.folder / "scores" / f"{name}.json"
    if path.is_file():
        return json.loads(path.read_text("utf-8"))
    model = bench.masked(variant, seed)
    config = bench.variant_config(variant)
    scores = prediction.score(bench, model, config)
    weights = replace(bench.base, config=config, masked=model, residual=bench.residual())
    scores |= judge.score(weights, seed)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.with_suffix(".tmp").write_text(json.dumps(scores, indent=1) + "\n", "utf-8")
    path.with_suffix(".tmp").replace(path)
    return scores
