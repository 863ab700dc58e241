"""*File to CRM...*, where what was chosen is not there any more."""

from types import SimpleNamespace

from outlook_crm.dialogs.file_mail import FileMailDialog
from outlook_crm.ui.catalog import Catalog


def test_of_a_mail_that_is_gone_no_empty_window_is_shown():
    shown = []
    catalog = Catalog("en")
    house = SimpleNamespace(catalog=catalog)
    around = SimpleNamespace(house=house, text=catalog.text, show=shown.append)
    mails = SimpleNamespace(proposals=lambda ids: [])
    runs = SimpleNamespace(with_mails=lambda job: job(mails))
    dialog = FileMailDialog(around, lambda job: None)
    dialog.jobs["CrmMailFile"](SimpleNamespace(runs=runs), frozenset({"gone"}))
    (window,) = shown
    assert window.name == "message"
    assert "could not read" in str(window)
