"""python -m backend evaluate: how good a weights folder is on the corpus's test split."""


def add_arguments(parser):
    parser.add_argument("--weights", metavar="DIR", help="weights folder (default: weights/starter)")
    parser.add_argument("--corpus", required=True, metavar="FILE", help="compact corpus file")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--curves", nargs=2, metavar=("RUN", "PNG"), help="also draw a run's training curves")


def run(args):
    import dataclasses
    import json

    from backend.corpus import file
    from backend.evaluation import curves, physical, tokens
    from backend.generation.loading import DEFAULT_WEIGHTS
    from backend.models import checkpoint
    from backend.training.features import corpus_features

    folder = args.weights or DEFAULT_WEIGHTS
    weights = checkpoint.load(folder)
    features = corpus_features(args.corpus, "test", mirrored=False)
    clips = [c for c in file.load(args.corpus) if c.split == "test"]
    result = {
        "reconstruction": tokens.reconstruction(weights, features),
        **tokens.prediction(weights, features),
        "physical": {
            "real": dataclasses.asdict(physical.real(clips)),
            "generated": dataclasses.asdict(physical.generated(folder, clips)),
            "generated_without_foot_lock": dataclasses.asdict(
                physical.generated(folder, clips, foot_lock=False)
            ),
        },
    }
    if args.curves:
        curves.draw(*args.curves)
    if args.json:
        print(json.dumps(result, indent=1))
    else:
        _print_table(result)
    return 0


def _print_table(result):
    parts = result["reconstruction"]
    print(f"reconstruction: {parts['mm']:.1f} mm mean joint error, base level {parts['base_mm']:.1f} mm")
    print("by complexity   " + "".join(f"{'Q' + str(q):>9}" for q in range(1, 5)))
    rows = (
        ("joint error mm", "mm", parts),
        ("masked NLL", "nll", result["masked"]),
        ("masked accuracy", "accuracy", result["masked"]),
    )
    for label, name, scores in rows:
        print(f"{label:<16}" + "".join(f"{scores[f'{name}_q{q}']:9.3g}" for q in range(1, 5)))
    for stage in ("masked", "residual"):
        print(f"{stage}: NLL {result[stage]['nll']:.3f}, accuracy {100 * result[stage]['accuracy']:.1f} %")
    for name, values in result["physical"].items():
        print(f"{name}: " + ", ".join(f"{k} {v:.3g}" for k, v in values.items()))
