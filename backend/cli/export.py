"""`export`: the ONNX graphs of a weights folder, for machines without torch."""

from pathlib import Path


def add_arguments(parser):
    parser.add_argument("--weights", metavar="DIR", help="weights folder (default: weights/starter)")
    parser.add_argument("--out", metavar="DIR", help="default: in the user's cache, where the runtime looks")
    parser.add_argument(
        "--bundle", action="store_true", help="packed, with all that a machine without torch needs"
    )  # fmt: skip


def run(args):
    from ..generation.runtimes import loading, onnx_export

    folder = Path(args.weights) if args.weights else loading.DEFAULT_WEIGHTS
    out = Path(args.out) if args.out else loading.graphs_folder(loading.weights_digest(folder))
    if args.bundle:
        from ..generation.runtimes import onnx_bundle

        print(onnx_bundle.bundle(folder, out))
    else:
        print(onnx_export.export(folder, out))
    return 0
