"""python -m backend corpus: `build` makes one compact training file of captured motion; `directions` says how
exactly the canonical body points where the captured ones do."""


def add_arguments(parser):
    parser.add_argument("action", choices=("build", "directions"))
    parser.add_argument("folder", metavar="DIR", help="folder with the unpacked cmu/ and clips.json")
    parser.add_argument("--clips", metavar="FILE", help="clips.json, where it is not in DIR or beside it")
    parser.add_argument("--out", metavar="FILE", help="file to build")


def run(args):
    import os
    import sys

    from backend.corpus import build, directions, file, report

    if args.action == "directions":
        print("\n".join(directions.lines(args.folder, args.clips)))
        return 0
    if not args.out:
        raise ValueError("--out FILE is needed: the corpus file to write.")

    def progress(done, total):
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{done} of {total} trials" + ("\n" if done == total else ""))

    clips = build.build(args.folder, args.clips, progress)
    unfinished = f"{args.out}.part"
    file.save(unfinished, clips)
    os.replace(unfinished, args.out)
    print("\n".join(report.lines(clips)))
    print(f"{args.out}: {os.path.getsize(args.out) / 2**20:.1f} MiB")
    return 0
