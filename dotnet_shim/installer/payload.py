"""Lays out what a PC gets, as it will lie in the installation folder.

::

    outlook-crm.cmd                    the administrator's command, at a path that stays
    <version>/
        OutlookCrm.Shim.dll, Python.Runtime.dll
        python/                        the private runtime; its ._pth shuts out all others
            site-packages/             wheels, and outlook_crm
        licences/                      one text for each part
        policies/                      the templates for Group Policy
"""

import importlib.metadata
import shutil
import zipfile
from pathlib import Path

from outlook_crm.settings import policy_templates
from outlook_crm.ui.catalog import Catalog

from .product import PACKAGE, ROOT, version

_SHIM = ("OutlookCrm.Shim.dll", "Python.Runtime.dll")
_LICENCE_NAMES = ("licen", "copying", "notice", "authors")


def lay_out(runtime: Path, wheels: Path, shim: Path, out: Path) -> None:
    """Make the tree anew in ``out``.

    Args:
        runtime: an unpacked embeddable Python of the right bitness.
        wheels: a folder of wheels for it, all of which are unpacked.
        shim: the folder of the built shim.
        out: the tree; what was there goes.

    Raises FileNotFoundError for a part that is missing.
    """
    if out.exists():
        shutil.rmtree(out)
    home = out / version()
    _copy_runtime(runtime, home / "python")
    site = home / "python" / "site-packages"
    for wheel in sorted(wheels.glob("*.whl")):
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(site)
    shutil.copytree(PACKAGE, site / PACKAGE.name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in _SHIM:
        shutil.copyfile(shim / name, home / name)
    _write_templates(home / "policies")
    _collect_licences(runtime, site, home / "licences")
    _write_command(out / "outlook-crm.cmd")


def _copy_runtime(runtime: Path, python: Path) -> None:
    shutil.copytree(runtime, python, ignore=shutil.ignore_patterns("*._pth", "__pycache__"))
    (library,) = python.glob("python3??.dll")
    # No "import site": nothing of the machine's or the user's Python is ever looked at.
    # Connectors of other CRMs stand beside the versions, so that an update leaves them alone.
    lines = (f"{library.stem}.zip", ".", "site-packages", "..\\..\\connectors")
    (python / f"{library.stem}._pth").write_text("\r\n".join((*lines, "")), encoding="ascii")


def _write_command(path: Path) -> None:
    # %~dp0 is the command's own folder and ends in a backslash.
    line = f'@"%~dp0{version()}\\python\\python.exe" -m outlook_crm %*'
    path.write_bytes(f"{line}\r\n@exit /b %ERRORLEVEL%\r\n".encode("ascii"))


def _write_templates(out: Path) -> None:
    out.mkdir()
    name = policy_templates.FILE_NAME
    (out / f"{name}.admx").write_text(policy_templates.admx(), encoding="utf-8")
    for language, culture in policy_templates.CULTURES.items():
        (out / culture).mkdir()
        words = policy_templates.adml(Catalog(language).text)
        (out / culture / f"{name}.adml").write_text(words, encoding="utf-8")


def _collect_licences(runtime: Path, site: Path, out: Path) -> None:
    out.mkdir()
    shutil.copyfile(ROOT / "LICENSE", out / "outlook-crm.txt")
    shutil.copyfile(runtime / "LICENSE.txt", out / "python.txt")
    for info in sorted(site.glob("*.dist-info")):
        texts = [file for file in sorted(info.rglob("*")) if _is_licence(file.name)]
        _join(texts, out / f"{info.name.split('-')[0]}.txt")
    bridge = importlib.metadata.distribution("pythonnet")
    texts = [Path(str(f.locate())) for f in bridge.files or () if _is_licence(f.name)]
    _join(texts, out / "pythonnet.txt")


def _is_licence(name: str) -> bool:
    return name.lower().startswith(_LICENCE_NAMES)


def _join(texts: list[Path], out: Path) -> None:
    files = [text for text in texts if text.is_file()]
    if not files:
        raise FileNotFoundError(f"no licence text for {out.stem}")
    out.write_bytes(b"\n\n".join(file.read_bytes() for file in files))
