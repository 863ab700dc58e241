"""Items that lie in another store than the calendar: opened, and mails read."""

import json

import pytest
from tests.shim import remote
from tests.simulator import macro
from tests.simulator.client import Screen
from tests.simulator.mail import arrive

from outlook_crm import errors
from outlook_crm.mail.values import Spot
from outlook_crm.outlook import records
from outlook_crm.outlook.calendars import profile
from outlook_crm.outlook.mails import OutlookMails
from outlook_crm.sync.values import Fate

pytestmark = pytest.mark.shim

_INBOX, _CONTACTS = 6, 10  # olFolderInbox, olFolderContacts


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    with Screen() as screen:
        outlook, gateway = remote.start(tmp_path_factory.mktemp("outlook"), screen.display)
        with outlook:
            yield outlook, gateway
            gateway.close()


def show(gateway, id_):
    """As the report does, which knows the calendar's store alone."""
    question = {"store": calendars_store(gateway), "id": id_}
    return records.opened(gateway.Show(json.dumps(question)))


def calendars_store(gateway):
    return next(each.store for each in profile(gateway).calendars if each.default)


def archive(app):
    stores = [app.Session.Stores.Item(n + 1) for n in range(app.Session.Stores.Count)]
    return next(each for each in stores if each.DisplayName == "Archive")


def test_a_contact_of_another_store_is_opened(world):
    outlook, gateway = world
    app = macro.application(outlook)
    person = archive(app).GetRootFolder().Folders.Add("People", _CONTACTS).Items.Add()
    person.LastName = "Virtanen"
    person.Save()
    show(gateway, person.EntryID)
    assert app.ActiveInspector().CurrentItem.EntryID == person.EntryID


def test_what_is_nowhere_is_missing(world):
    _, gateway = world
    with pytest.raises(errors.Missing):
        show(gateway, "00" * 70)


def test_a_mail_of_another_store_is_read_and_marked_there(world):
    outlook, gateway = world
    app = macro.application(outlook)
    there = archive(app)
    folder = there.GetRootFolder().Folders.Add("Old mails", _INBOX)
    came = app.Session.GetItemFromID(arrive(outlook, Subject="Old offer", message_id="<old@b>"))
    mail = came.Move(folder)
    mails = OutlookMails(gateway, pairing="p1", category="CRM")
    reading = mails.read([Spot(calendars_store(gateway), id_) for id_ in (mail.EntryID, "00" * 70)])
    (read,) = reading.mails.values()
    assert (read.spot.store, read.email.subject) == (there.StoreID, "Old offer")
    assert reading.missing == {"00" * 70}
    assert mails.mark(read.spot, "77").fate is Fate.DONE
    (again,) = mails.read([Spot(calendars_store(gateway), mail.EntryID)]).mails.values()
    assert again.stamp == "77"
