"""The CRM's types, in the user's language: read at each log-in and whenever settings are saved."""

import pytest
from tests.simulation.fake_crm import PASSWORD, FakeSession
from tests.simulation.pc import Pc
from tests.simulator.client import wait_for

from outlook_crm.crm.connector import PickValue
from outlook_crm.domain.fields import FieldName


@pytest.fixture
def words(monkeypatch):
    """What the CRM calls its types, by value; they may change while the add-in runs."""
    words = {"Meeting": "Meeting"}

    def pick_list(session, name, language):
        if name is not FieldName.TYPE:
            return ()
        return tuple(PickValue(value, f"{text} ({language})") for value, text in words.items())

    monkeypatch.setattr(FakeSession, "pick_list", pick_list)
    return words


@pytest.fixture
def pc(tmp_path, words):
    pc = Pc(tmp_path)
    pc.start()
    pc.pair_and_go()
    yield pc
    pc.stop()


def offered(pc):
    """The types that Preferences offer."""
    pc.shell.click("CrmPreferences")
    pc.shell.wait_for_window("pairing")
    pc.shell.submit("pairing", "save")
    (field,) = (
        field
        for page in pc.shell.wait_for_window("details")["pages"]
        for section in page["sections"]
        for field in section["fields"]
        if field["name"] == "default_type"
    )
    return [each["text"] for each in field["choices"][1:]]


def save(pc, **settings):
    pc.shell.submit("details", "save", **settings)
    wait_for(lambda: "details" not in pc.shell.windows, "the settings saved")


def offered_soon(pc, *texts):
    def there():
        found = offered(pc) == list(texts)
        pc.shell.windows.pop("details", None)
        return found

    wait_for(there, f"{texts}")


def test_a_type_made_in_the_crm_is_offered_once_settings_are_saved(pc, words):
    assert offered(pc) == ["Meeting (en)"]
    words["Fair"] = "Fair"
    save(pc, report_days=7)
    offered_soon(pc, "Meeting (en)", "Fair (en)")


def test_another_language_is_asked_for_at_once(pc, words):
    offered(pc)
    save(pc, pick_list_language="fi")
    offered_soon(pc, "Meeting (fi)")


def test_a_log_in_reads_them_anew(pc, words):
    words["Meeting"] = "Customer meeting"
    pc.shell.click("CrmLogOut")
    pc.shell.wait_for_words("Logged out")
    pc.shell.click("CrmLogIn")
    pc.shell.wait_for_window("login")
    pc.shell.submit("login", "login", password=PASSWORD)
    pc.shell.wait_for_words("In step")
    assert offered(pc) == ["Customer meeting (en)"]
