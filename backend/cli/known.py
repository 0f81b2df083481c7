"""`known`: whether weights and library know anything like a sentence."""

import json
from dataclasses import asdict

from . import common


def add_arguments(parser):
    parser.add_argument("prompt", nargs="+", help="a sentence; several are judged one by one")
    parser.add_argument("--json", action="store_true", help="print JSON")
    common.add_runtime(parser)


def run(args):
    generator = common.generator(args)
    if generator.drafter is None:
        raise common.UserError("These weights have no library, so nobody can say what they know.")
    verdicts = [generator.known(prompt) for prompt in args.prompt]
    if args.json:
        judged = zip(args.prompt, verdicts, strict=True)
        print(json.dumps([{"prompt": p, **asdict(v), "notice": v.notice} for p, v in judged]))
        return 0
    for prompt, verdict in zip(args.prompt, verdicts, strict=True):
        closest = ", ".join(f"“{text}”" for text in verdict.closest)
        print(verdict.notice or f"“{prompt}” is known ({verdict.nearness:.2f}); closest: {closest}.")
    return 0
