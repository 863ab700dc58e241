"""*Open* of an item, wherever in the profile it lies."""

import json

import pytest
from tests.shim import remote
from tests.simulator import macro
from tests.simulator.client import Screen

from outlook_crm import errors
from outlook_crm.outlook import records
from outlook_crm.outlook.calendars import profile

pytestmark = pytest.mark.shim

_CONTACTS = 10  # olFolderContacts


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    with Screen() as screen:
        outlook, gateway = remote.start(tmp_path_factory.mktemp("outlook"), screen.display)
        with outlook:
            yield outlook, gateway
            gateway.close()


def show(gateway, id_):
    """As the report does, which knows the calendar's store alone."""
    store = next(each.store for each in profile(gateway).calendars if each.default)
    return records.opened(gateway.Show(json.dumps({"store": store, "id": id_})))


def test_a_contact_of_another_store_is_opened(world):
    outlook, gateway = world
    app = macro.application(outlook)
    stores = [app.Session.Stores.Item(n + 1) for n in range(app.Session.Stores.Count)]
    archive = next(each for each in stores if each.DisplayName == "Archive")
    person = archive.GetRootFolder().Folders.Add("People", _CONTACTS).Items.Add()
    person.LastName = "Virtanen"
    person.Save()
    show(gateway, person.EntryID)
    assert app.ActiveInspector().CurrentItem.EntryID == person.EntryID


def test_what_is_nowhere_is_missing(world):
    _, gateway = world
    with pytest.raises(errors.Missing):
        show(gateway, "00" * 70)
