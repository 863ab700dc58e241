"""A report as a table that other programs read."""

import csv
import io
from collections.abc import Sequence
from datetime import tzinfo

from .report_rows import Shown, Told, together
from .ribbon_state import Text

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def to_csv(text: Text, told: Sequence[Told], zone: tzinfo) -> str:
    """One line an item, with headings in the user's words; no cell is a formula."""
    file = io.StringIO()
    table = csv.writer(file)
    heads = (text("Subject"), text("Kind"), text("State"), text("Step"), text("Reason"))
    table.writerow([*heads, "crm_id", "outlook_id", "calendar"])
    for row in together(text, told, zone, Shown.ALL):
        cells = (*row.cells, row.crm_id, row.outlook_id, row.calendar)
        table.writerow([_plain(cell) for cell in cells])
    return file.getvalue()


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
