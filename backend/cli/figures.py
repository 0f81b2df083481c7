"""`figures`: what the model sees, drawn from a weights folder and, where there is one, a corpus."""

from pathlib import Path


def add_arguments(parser):
    parser.add_argument("--weights", metavar="DIR", help="weights folder (default: weights/starter)")
    parser.add_argument(
        "--corpus", metavar="FILE", help="compact corpus file: captured motion, and errors on it"
    )
    parser.add_argument("--out", required=True, metavar="DIR", help="folder of the pictures")
    parser.add_argument("--seed", type=int, default=1, help="of generated takes and of what is hidden")


def run(args):
    from ..corpus import file
    from ..generation.generator import Generator
    from ..generation.runtimes.loading import DEFAULT_WEIGHTS, load_runtime
    from ..models import checkpoint
    from ..research.figures import attention, attention_picture, examples, fingerprints

    folder, out = args.weights or DEFAULT_WEIGHTS, Path(args.out)
    weights, runtime = checkpoint.load(folder), load_runtime(folder, "torch", "cpu")
    clips = file.load(args.corpus) if args.corpus else []
    out.mkdir(parents=True, exist_ok=True)
    shown = examples.from_corpus(clips) or examples.generated(Generator(runtime), args.seed)
    print(fingerprints.draw(shown, out / "fingerprints.png"))

    example = shown[attention.most_varied([e.clip for e in shown], weights)]
    maps = attention.maps(
        weights, attention.tokens_of(example.clip, weights), runtime.encode_text([example.clip.prompt]),
        seed=args.seed,
    )  # fmt: skip
    own = weights.config.msd.attention > 0
    print(attention_picture.draw(example, maps, own, out / "attention.png"))
    if args.corpus:
        print(_errors(args, weights, runtime, out / "complexity.png"))
    return 0


def _errors(args, weights, runtime, path):
    from ..research.figures import complexity, complexity_picture
    from ..training.features import corpus_features

    clips, train = (corpus_features(args.corpus, split, mirrored=False) for split in ("test", "train"))
    floor = complexity.token_floor(weights, train)
    return complexity_picture.draw(
        complexity.reconstruction(weights, clips),
        *complexity.prediction(weights, clips, runtime.encode_text, floor, args.seed), len(clips), path,
    )  # fmt: skip
