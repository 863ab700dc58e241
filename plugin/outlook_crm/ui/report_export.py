"""A report as a table that other programs read."""

import csv
import io
from datetime import tzinfo

from outlook_crm.sync.report import Report

from .report_rows import rows
from .ribbon_state import Text

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def to_csv(text: Text, report: Report, zone: tzinfo) -> str:
    """One line an item, with headings in the user's words; no cell is a formula."""
    file = io.StringIO()
    table = csv.writer(file)
    heads = (text("Subject"), text("Kind"), text("State"), text("Step"), text("Reason"))
    table.writerow([*heads, "crm_id", "outlook_id"])
    for row in rows(text, report, zone):
        table.writerow([_plain(cell) for cell in (*row.cells, row.crm_id, row.outlook_id)])
    return file.getvalue()


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
