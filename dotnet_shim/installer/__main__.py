"""``python -m dotnet_shim.installer``: the steps that build.ps1 and scripts/msi-build.sh share."""

import argparse
from pathlib import Path

from . import finish, harvest, payload, product, stand_in


def main() -> None:
    """Run one step."""
    arguments = _parser().parse_args()
    arguments.run(arguments)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m dotnet_shim.installer")
    steps = parser.add_subparsers(required=True)

    step = steps.add_parser("version", help="print the version")
    step.set_defaults(run=lambda _: print(product.version()))  # noqa: T201

    step = steps.add_parser("defines", help="print the variables of OutlookCrm.wxs, a line each")
    _with(step, "bits", "tree")
    step.set_defaults(run=_defines)

    step = steps.add_parser("payload", help="lay out what a PC gets")
    _with(step, "bits", "runtime", "wheels", "shim", "out")
    step.set_defaults(run=lambda a: payload.lay_out(a.runtime, a.wheels, a.shim, a.out))

    step = steps.add_parser("harvest", help="list the tree for the installer")
    _with(step, "bits", "tree", "out")
    step.set_defaults(run=_harvest)

    step = steps.add_parser("finish", help="write what wixl leaves out")
    _with(step, "msi", "tree")
    step.set_defaults(run=lambda a: finish.finish(a.msi, a.tree))

    step = steps.add_parser("stand-in", help="a Windows Python from packages of the registry")
    _with(step, "bits", "downloads", "out")
    step.set_defaults(run=lambda a: stand_in.make(a.bits, a.downloads, a.out))
    return parser


def _with(step: argparse.ArgumentParser, *names: str) -> None:
    for name in names:
        if name == "bits":
            step.add_argument("--bits", choices=product.BITS, required=True)
        else:
            step.add_argument(f"--{name}", type=Path, required=True)


def _defines(arguments: argparse.Namespace) -> None:
    for name, value in product.defines(arguments.bits, arguments.tree).items():
        print(f"{name}={value}")  # noqa: T201


def _harvest(arguments: argparse.Namespace) -> None:
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    arguments.out.write_text(harvest.harvest(arguments.bits, arguments.tree), encoding="utf-8")


if __name__ == "__main__":
    main()
