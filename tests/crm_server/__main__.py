"""``python -m tests.crm_server --db FILE --port 0 [--seed]``: runs the CRM, prints its address."""

import argparse
import sys
from pathlib import Path

from . import server


def main():
    arguments = _parser().parse_args()
    server.prepare(arguments.db)
    if arguments.seed:
        from .seed import seed  # noqa: PLC0415 - needs Django set up

        seed()
    if arguments.until_stdin_ends:
        server.stop_with(sys.stdin)
    server.serve(arguments.host, arguments.port, arguments.tls)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.crm_server", description=__doc__)
    parser.add_argument("--db", type=Path, required=True, help="the SQLite file; made when missing")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0, help="0: any that is free")
    parser.add_argument("--tls", nargs=2, type=Path, metavar=("CERTIFICATE", "KEY"))
    parser.add_argument("--seed", action="store_true", help="fill an empty CRM with a little data")
    parser.add_argument("--until-stdin-ends", action="store_true", help="stop with its starter")
    return parser


main()
