"""The packages and the Windows that they are tried on."""

import os
import shutil
from pathlib import Path

import pytest
from dotnet_shim.installer import product

from .wine import Windows

BUILD = product.ROOT / "build"


def pytest_generate_tests(metafunc):
    if "bits" in metafunc.fixturenames:
        metafunc.parametrize("bits", product.BITS, scope="module")


def msi_of(version, bits):
    return BUILD / "msi" / f"outlook-crm-{version}-{bits}.msi"


@pytest.fixture(scope="module")
def msi(bits):
    return msi_of(product.version(), bits)


@pytest.fixture(scope="module")
def newer(bits):
    """The same content as another version."""
    return msi_of(os.environ["NEWER_VERSION"], bits)


@pytest.fixture(scope="session")
def fresh(tmp_path_factory):
    """A Windows as it comes, but for .NET Framework 4.8's mark in the registry."""
    windows = Windows(tmp_path_factory.mktemp("fresh") / "prefix")
    windows.create()
    stubs = BUILD / "windows-stubs"
    for bits, folder in windows.system_folders.items():
        # Wine 8 lacks it, and cryptography asks it for random numbers.
        shutil.copy(stubs / f"bcryptprimitives-{bits}.dll", folder / "bcryptprimitives.dll")
        windows.set_number(r"HKLM\Software\Microsoft\NET Framework Setup\NDP\v4\Full", bits, 528040)
    windows.settle()
    return windows


@pytest.fixture(scope="module")
def windows(fresh, tmp_path_factory, bits):
    """A copy of it for the tests of one file and bitness."""
    copy = fresh.copy(tmp_path_factory.mktemp(f"windows-{bits}") / "prefix")
    yield copy
    copy.end()
    shutil.rmtree(copy.prefix, ignore_errors=True)


@pytest.fixture(scope="module")
def program_files(bits):
    return Path("Program Files" if bits == "x64" else "Program Files (x86)")
