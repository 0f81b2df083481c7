"""python -m backend corpus: `build` makes one compact training file of the captured motion of one or several
folders; `augment` adds clips made from its training clips; `check` tells which sentences the motion
contradicts; `ground` puts the captured bodies of a built file on the floor, as `build` does by itself;
`library` leaves contradictions out and adds made motion of every recipe: what a library is built from;
`directions` says how exactly the canonical body points where the captured ones do."""


def add_arguments(parser):
    parser.add_argument("action", choices=("build", "augment", "check", "ground", "library", "directions"))
    parser.add_argument(
        "folder",
        metavar="DIR",
        nargs="+",
        help="folders with the unpacked data sets (cmu/, accad/, …) and clips.json; else: corpus file",
    )
    parser.add_argument(
        "--clips",
        metavar="FILE",
        nargs="+",
        help="clips.json of each DIR, where it is not in DIR or beside it",
    )
    parser.add_argument(
        "--whole", action="store_true", help="build: whole trials instead of clips, to look at"
    )
    parser.add_argument("--out", metavar="FILE", help="file to write")
    parser.add_argument("--seed", type=int, default=0, help="of the choices of augment and library")
    parser.add_argument(
        "--origins",
        nargs="+",
        metavar="ORIGIN",
        help="augment: train on sentences of these origins only (humanml3d kit label watched kinematic "
        "paraphrase made); all without it",
    )
    parser.add_argument(
        "--workers", type=int, default=1, metavar="N", help="augment: processes (default 1); the same result"
    )
    parser.add_argument("--balance", action="store_true", help="augment: rare actions weighed up")


def run(args):
    from backend.corpus import build, directions, report

    if args.action == "directions":
        print("\n".join(directions.lines(args.folder, args.clips)))
        return 0
    if args.action == "check":
        return _check(args)
    if not args.out:
        raise ValueError("--out FILE is needed: the corpus file to write.")
    if args.action == "augment":
        return _augment(args)
    if args.action == "library":
        return _library(args)
    if args.action == "ground":
        return _ground(args)
    clips = build.build(args.folder, args.clips, _progress, whole=args.whole)
    _save(args.out, clips)
    print("\n".join(report.lines(clips)))
    return 0


def _progress(done, total):
    import sys

    if sys.stderr.isatty():
        sys.stderr.write(f"\r{done} of {total} trials" + ("\n" if done == total else ""))


def _ground(args):
    from backend.corpus import file
    from backend.corpus.library import floors

    if len(args.folder) > 1:
        raise ValueError("ground takes one corpus file")
    clips = file.load(args.folder[0])
    stood = floors.stood(clips, _progress)
    moved = sum(a is not b for a, b in zip(clips, stood, strict=True))
    _save(args.out, stood)
    print(f"{len(clips)} clips, {moved} of them put on the floor")
    return 0


def _check(args):
    from backend.corpus import file
    from backend.corpus.describe import contradictions

    clips = [clip for path in args.folder for clip in file.load(path) if clip.split == "train"]
    _, found = contradictions.left_out(clips)
    print("\n".join(contradictions.lines(clips, found)))
    return 0


def _library(args):
    from collections import Counter

    from backend.corpus import file
    from backend.corpus.describe import contradictions
    from backend.corpus.library import led
    from backend.corpus.recipes import make

    if len(args.folder) > 1:
        raise ValueError("library takes one corpus file")
    clips = file.load(args.folder[0])
    made = make.library(clips, args.seed) + led.clips(clips)
    kept, found = contradictions.left_out([*clips, *made])
    _save(args.out, kept)
    print("\n".join(contradictions.lines([*clips, *made], found)))
    kinds = Counter(clip.kind for clip in kept if clip.source == "made")
    print(f"{len(clips)} clips, {sum(kinds.values())} made: "
          + ", ".join(f"{kind} ({count})" for kind, count in sorted(kinds.items())))  # fmt: skip
    return 0


def _augment(args):
    from backend import workers
    from backend.corpus import balance, file
    from backend.corpus.augment import pipeline
    from backend.corpus.language import captions

    if len(args.folder) > 1:
        raise ValueError("augment takes one corpus file")
    processes = workers.checked(args.workers)
    clips = file.load(args.folder[0])
    kept, added = pipeline.augment(clips, args.seed, args.origins or captions.ORIGINS, processes)
    clips = kept + [clip for made in added.values() for clip in made]
    _save(args.out, balance.balanced(clips) if args.balance else clips)
    print("\n".join(pipeline.lines(kept, added)))
    return 0


def _save(out, clips):
    import os

    from backend.corpus import file

    unfinished = f"{out}.part"
    file.save(unfinished, clips)
    os.replace(unfinished, out)
    print(f"{out}: {os.path.getsize(out) / 2**20:.1f} MiB")
