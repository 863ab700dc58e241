"""What Python runs inside Outlook for the crash proof: the add-in, and where Outlook dies.

The file named by the variable CRASH_AT holds ``<side>.<kind>``: right after the first such
write, before anyone could note it down, the whole process is killed, Outlook included.
Without the file nothing is; it goes with the process.
"""

import os
from pathlib import Path

from tests.crash.places import die

from outlook_crm import addin
from outlook_crm.crm.crmservice.side import CrmServiceSide
from outlook_crm.outlook.side import OutlookSide


def main(shell, gateway):
    """The add-in's place: the add-in itself."""
    order = Path(os.environ["CRASH_AT"])
    for port in (CrmServiceSide, OutlookSide):
        _watch(port, order)
    addin.main(shell, gateway)


def _watch(port, order):
    write = port.write

    def watched(self, step):
        outcome = write(self, step)
        if order.exists() and order.read_text() == f"{self.side}.{step.kind}":
            order.unlink()
            die()
        return outcome

    port.write = watched
