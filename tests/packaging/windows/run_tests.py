"""Run by the payload's own Python: pytest with the arguments given.

The first argument is a folder with pytest, which the payload has not; the second is the
checkout.  The package under test is the payload's.
"""

import os
import sys

sys.path[:0] = sys.argv[1:3]
# Wine 8 ends a program that asks WMI for the version of Windows, as platform does.
sys.modules["_wmi"] = None

import pytest  # noqa: E402 - found in the folder just given

code = pytest.main(sys.argv[3:])
sys.stdout.flush()
# A connection that a test left hanging must not keep the process.
os._exit(code)
