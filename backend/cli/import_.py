"""`import`: published checkpoints of other projects as weights of ours."""

KINDS = {
    "momask": "CHECKPOINTS_DIR --out DIR: MoMask's published checkpoints as a weights folder",
    "clip": "FILE: the text encoder those weights need, from OpenAI's ViT-B-32.pt or a .safetensors file",
}


def add_arguments(parser):
    kinds = parser.add_subparsers(dest="kind", required=True, metavar="KIND")
    momask = kinds.add_parser("momask", help=KINDS["momask"])
    momask.add_argument("source", metavar="CHECKPOINTS_DIR", help="folder that holds t2m/ or kit/")
    momask.add_argument("--out", required=True, metavar="DIR", help="weights folder to write")
    momask.add_argument("--dataset", help="t2m or kit, where both are there (default t2m)")
    for part in ("masked", "residual", "tokenizer"):
        momask.add_argument(f"--{part}", metavar="NAME", help=f"{part} checkpoint, where there are several")
    momask.add_argument(
        "--half", action="store_true", help="16-bit floats: half the size, slightly other numbers"
    )
    clip = kinds.add_parser("clip", help=KINDS["clip"])
    clip.add_argument("source", metavar="FILE", help="ViT-B-32.pt or a .safetensors file")


def run(args):
    if args.kind == "clip":
        from ..importing.clip import import_clip

        print(import_clip(args.source))
        return 0
    from ..importing.momask import import_momask

    names = {name: getattr(args, name) for name in ("dataset", "masked", "residual", "tokenizer", "half")}
    import_momask(args.source, args.out, **names)
    print(args.out)
    return 0
