"""``python -m outlook_crm``: the command ``outlook-crm``."""

import sys

from outlook_crm.cli.console import main

sys.exit(main())
