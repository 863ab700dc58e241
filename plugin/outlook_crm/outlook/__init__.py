"""Outlook's side: the shim's records in, items and outcomes of the sync out.

`side.OutlookSide` is the port; `folder` speaks through the seam, `records` parses
it, `fields`, `when` and `zones` say what an item's cells mean, `absence` what became
of items that are gone.  No Outlook object ever comes here: only JSON text.
"""
