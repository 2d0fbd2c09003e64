"""``python -m tests.google_server --port N [--quota] [--latency MS] [--faults SPEC]``."""

import argparse
import sys

from .serve import Server
from .world import Clock, Settings, World, parse_faults


def arguments():
    parser = argparse.ArgumentParser(
        prog="python -m tests.google_server",
        description="Sheets v4, Drive v3 and the token endpoint on 127.0.0.1, for tests.",
        epilog="Switches while it runs: POST /admin/clock, /admin/settings, /admin/faults.",
    )
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--quota", action="store_true", help="60 reads and 60 writes a minute")
    parser.add_argument("--latency", type=float, default=0, metavar="MS", help="for every answer")
    parser.add_argument("--faults", default="", metavar="SPEC", help=parse_faults.__doc__)
    parser.add_argument(
        "--lag", type=float, default=0, metavar="SECONDS", help="Drive shows people's edits later"
    )
    parser.add_argument("--frozen", action="store_true", help="time passes only by /admin/clock")
    return parser.parse_args()


def main():
    asked = arguments()
    settings = Settings(quota=asked.quota, latency=asked.latency / 1000, people_lag=asked.lag)
    world = World(clock=Clock(frozen=asked.frozen), settings=settings)
    world.faults = parse_faults(asked.faults)
    server = Server(asked.port, world)
    print(world.url, flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        sys.exit(0)


if __name__ == "__main__":
    main()
