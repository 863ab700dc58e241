"""Our commands in Outlook's context menus, opened and clicked with the mouse."""

import pytest
from tests.e2e.world import CALENDAR, CONTACTS, INBOX, PATIENCE, World, day
from tests.simulator.client import Screen
from tests.simulator.mail import arrive

pytestmark = pytest.mark.shim


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    with Screen() as screen, World(tmp_path_factory.mktemp("world"), screen) as world:
        world.set_up()
        world.wait_for_words("In step")
        world.prefer(**{"mail.received": "When I say so"})
        yield world
        assert world.outlook.faults() == []


def ours(world, entry_id):
    """What the menu of a line, opened with the mouse, has of ours: words and whether they can
    be clicked; it stays open."""
    lines = world.outlook.right_click(world.screen, entry_id)
    assert all(line["image"] for line in lines if line["name"].startswith("Crm"))
    return {line["text"]: line["enabled"] for line in lines if line["name"].startswith("Crm")}


def click(world, words):
    """Click a line of the menu that is open."""
    line = next(each for each in world.outlook.ask("menu") if each["text"] == words)
    left, top, width, height = line["bounds"]
    world.screen.click(left + width // 2, top + height // 2)


def test_an_appointments_and_the_one_of_several(world):
    ids = [world.make_in_outlook(f"Visit {hour}", day(2, hour)) for hour in (9, 11)]
    world.choose(CALENDAR, ids[0])
    commands = {"Synchronise with the CRM": True, "Open in CRM": True}
    assert ours(world, ids[0]) == commands
    world.screen.keys("Escape")
    world.choose(CALENDAR, *ids)
    assert ours(world, ids[1]) == commands
    world.screen.keys("Escape")


def test_a_contacts(world):
    olli = world.outlook.create("Contacts", FirstName="Olli", LastName="Oja")
    world.choose(CONTACTS, olli)
    assert ours(world, olli) == {"Add to CRM...": True}
    world.screen.keys("Escape")


def test_a_mails_opens_the_window_for_it(world):
    mail = arrive(
        world.outlook,
        Subject="Offer",
        Body="Hello",
        to=["Anna <anna@firm.example>"],
        message_id="<offer@b>",
        **{"from": "Stranger <x@nowhere.example>"},
    )
    world.choose(INBOX, mail)
    assert list(ours(world, mail)) == [
        "File to CRM...",
        "Open in CRM",
        "Remove from CRM",
        "Never file from this sender",
    ]
    click(world, "File to CRM...")
    world.outlook.wait_for_window("file_mail", PATIENCE)
    world.outlook.window_close("file_mail")
    world.outlook.wait_until_closed("file_mail")
