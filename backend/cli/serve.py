"""`serve`: the backend process, spoken to over standard input and output."""

HELP = "serve requests over standard input and output (what the Blender add-on starts)"


def add_arguments(parser):
    parser.add_argument("--log", metavar="FILE", help="rotating log (default: in the user's cache folder)")
    parser.add_argument("--weights", metavar="DIR", help="weights folder (default: weights/starter)")
    parser.add_argument("--runtime", choices=("auto", "torch", "onnx"), default="auto")
    parser.add_argument("--device", default="auto", help="auto, cuda, mps or cpu")
    parser.add_argument("--parent", type=int, metavar="PID", help="end when this process ends")


def run(args):
    from ..server import streams

    requests, answers = streams.claim()
    import faulthandler
    import os
    import signal
    import sys

    from .. import protocol
    from ..server import log, parent
    from ..server.process import Server
    from ..server.service import Service

    # Ctrl-C in the terminal that started Blender is for Blender; its end ends us.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    faulthandler.enable(sys.stderr)
    logger, path = log.start(args.log)
    logger.info("backend starts, python %s", sys.version.split()[0])
    service = Service(log_path=path, weights=args.weights, runtime=args.runtime, device=args.device)
    server = Server(protocol.Reader(requests), protocol.Writer(answers), service, logger)
    parent.watch(lambda: server.close(0), args.parent)
    code = server.run()
    logger.info("backend ends with %d", code)
    sys.stderr.flush()
    # Not sys.exit: a thread blocked on the pipe must not keep the process.
    os._exit(code)
