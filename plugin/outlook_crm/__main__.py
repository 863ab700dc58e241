"""``python -m outlook_crm``: the command ``outlook-crm``."""

import sys

from outlook_crm.cli.command_line import main

sys.exit(main())
