"""What Python runs inside Outlook for the crash proof: the add-in, and where Outlook dies.

The variable CRASH_AT is ``<side>.<kind>``: right after the first such write, before anyone
could note it down, the whole process is killed, Outlook included.  "" kills nothing.
"""

import os

from tests.crash.places import die

from outlook_crm import addin
from outlook_crm.crm.crmservice.side import CrmServiceSide
from outlook_crm.outlook.side import OutlookSide


def main(shell, gateway):
    """The add-in's place: the add-in itself."""
    side, _, kind = os.environ.get("CRASH_AT", "").partition(".")
    for each in (CrmServiceSide, OutlookSide):
        _watch(each, side, kind)
    addin.main(shell, gateway)


def _watch(port, side, kind):
    write = port.write

    def watched(self, step):
        outcome = write(self, step)
        if (self.side, step.kind) == (side, kind):
            die()
        return outcome

    port.write = watched
