"""``make demo``: one user's day on the real parts, told as it happens.

Sets up the add-in on its windows, makes, changes and deletes appointments on both
sides, times how long each takes to arrive, and leaves pictures of what was shown.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from tests.crm_server.process import PASSWORD
from tests.e2e.world import CALENDAR, CONTACTS, World, day
from tests.simulator.client import Screen, wait_for
from tests.simulator.mail import arrive

_ADD_INS_TAB = (138, 52)  # where the simulated Outlook draws it
_CHROMIUM = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars")


class OwnScreen:
    """The screen of whoever runs the demo, for ``KEEP=1``."""

    def __init__(self) -> None:
        self.display = os.environ["DISPLAY"]

    def screenshot(self, path: Path) -> Path:
        """Nothing: they see it themselves."""
        return path

    def activate(self, title: str) -> None:
        """Nothing: the window is theirs to move."""

    def click(self, x: int, y: int) -> None:
        """Nothing, likewise."""


class Story:
    """Makes each step, tells it with its time, and takes the pictures."""

    def __init__(self, world: World, pictures: Path) -> None:
        self._world = world
        self._pictures = pictures
        self.taken: list[str] = []

    def step(self, told: str, act: Callable[[], object], until: Callable[[], object]) -> None:
        """Do something and wait for what comes of it."""
        print(f"  {told:<64}", end="", flush=True)
        act()
        began = time.monotonic()
        until()
        print(f"{time.monotonic() - began:6.2f} s", flush=True)

    def picture(self, name: str) -> None:
        """Save what the screen shows."""
        time.sleep(0.4)  # the window manager draws a moment later
        self._world.screen.screenshot(self._pictures / f"{name}.png")
        self.taken.append(f"{name}.png")

    def crm_page(self, name: str) -> None:
        """Save the CRM's month page as a browser shows it."""
        browser = shutil.which("chromium")
        if browser is None:
            return
        month = day(1).strftime("%Y-%m")
        with tempfile.TemporaryDirectory() as profile:
            subprocess.run(
                [
                    *(browser, *_CHROMIUM, f"--user-data-dir={profile}", "--window-size=1200,900"),
                    f"--screenshot={self._pictures / f'{name}.png'}",
                    f"{self._world.crm.address}/calendar/?month={month}&user=anna",
                ],
                check=True,
                capture_output=True,
                timeout=60,
            )
        self.taken.append(f"{name}.png")


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="make demo")
    parser.add_argument("--pictures", type=Path, default=Path("build/demo"))
    parser.add_argument("--keep", action="store_true", help="leave everything running")
    arguments = parser.parse_args()
    pictures: Path = arguments.pictures.resolve()
    shutil.rmtree(pictures, ignore_errors=True)
    pictures.mkdir(parents=True)
    with ExitStack() as stack:
        own = arguments.keep and "DISPLAY" in os.environ
        screen = OwnScreen() if own else stack.enter_context(Screen())
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="crm-demo-")))
        print("Starting the CRM and Outlook ...", flush=True)
        world = stack.enter_context(World(folder, screen, stay=arguments.keep))
        story = Story(world, pictures)
        _set_up(world, story)
        _a_day(world, story)
        _people(world, story)
        _mails(world, story)
        _side_by_side(world)
        _pictures(world, story)
        _figures(world)
        print(f"\nPictures in {pictures}: {', '.join(story.taken)}")
        if arguments.keep:
            _keep(world)
    return 0


def _set_up(world: World, story: Story) -> None:
    outlook = world.outlook
    print("\nSetting up, on the add-in's own windows")
    story.step(
        "CRM, Preferences: the pairing's window",
        world.open_preferences,
        lambda: outlook.wait_for_window("pairing"),
    )
    world.fill_pairing()
    story.picture("1-pairing")
    story.step(
        "Save: logged in, the details' window",
        lambda: outlook.window_click("pairing", "save"),
        lambda: outlook.wait_for_window("details"),
    )
    outlook.window_set("details", "default_type", "Meeting")
    story.picture("2-details")
    story.step(
        "Save: in step",
        lambda: outlook.window_click("details", "save"),
        lambda: world.wait_for_words("In step"),
    )
    story.step(
        "CRM, Log out",
        lambda: outlook.click("CrmLogOut"),
        lambda: world.wait_for_words("Logged out"),
    )
    outlook.click("CrmLogIn")
    outlook.wait_for_window("login")
    outlook.window_set("login", "password", PASSWORD)
    story.picture("3-log-in")
    story.step(
        "CRM, Log in, remembered: in step",
        lambda: outlook.window_click("login", "login"),
        lambda: world.wait_for_words("In step"),
    )


def _a_day(world: World, story: Story) -> None:
    outlook, anna = world.outlook, world.anna
    made: dict[str, str] = {}
    print("\nIn Outlook; arrives in the CRM by itself")

    def in_outlook(subject: str, offset: int, hour: int, **fields: object) -> None:
        made[subject] = world.make_in_outlook(subject, day(offset, hour), **fields)

    story.step(
        "new: Visit Nordic Timber",
        lambda: in_outlook("Visit Nordic Timber", 1, 9, Location="Helsinki"),
        lambda: world.wait_for_crm("Visit Nordic Timber"),
    )
    story.step(
        "new: Budget",
        lambda: in_outlook("Budget", 1, 13),
        lambda: world.wait_for_crm("Budget"),
    )
    story.step(
        "changed: Budget is called Budget, second round",
        lambda: outlook.update(made["Budget"], Subject="Budget, second round"),
        lambda: world.wait_for_crm("Budget, second round"),
    )
    story.step(
        "new: Dentist",
        lambda: in_outlook("Dentist", 2, 8),
        lambda: world.wait_for_crm("Dentist"),
    )
    story.step(
        "deleted: Dentist (proven in two passes first)",
        lambda: outlook.delete(made["Dentist"]),
        lambda: world.wait_for_crm("Dentist", gone=True),
    )
    print("\nIn the CRM; arrives in Outlook by Synchronise now")

    def in_crm(subject: str, offset: int, hour: int) -> None:
        made[subject] = world.make_in_crm(subject, day(offset, hour))

    def then_synchronise(act: Callable[[], object]) -> Callable[[], None]:
        def both() -> None:
            act()
            world.synchronise()

        return both

    story.step(
        "new: Call Aino Virtanen",
        then_synchronise(lambda: in_crm("Call Aino Virtanen", 2, 10)),
        lambda: world.wait_for_outlook("Call Aino Virtanen"),
    )
    story.step(
        "new: Trade fair",
        then_synchronise(lambda: in_crm("Trade fair", 3, 9)),
        lambda: world.wait_for_outlook("Trade fair"),
    )
    story.step(
        "changed: Call Aino Virtanen is about the saw",
        then_synchronise(
            lambda: anna.change(
                "activities", made["Call Aino Virtanen"], subject="Call Aino about the saw"
            )
        ),
        lambda: world.wait_for_outlook("Call Aino about the saw"),
    )
    story.step(
        "deleted: Trade fair (proven in two passes first)",
        then_synchronise(lambda: anna.delete("activities", made["Trade fair"])),
        lambda: world.wait_for_outlook("Trade fair", gone=True),
    )


def _people(world: World, story: Story) -> None:
    outlook = world.outlook
    print("\nPeople of appointments, once Preferences say so")
    aino = world.people()["Virtanen"]["id"]
    world.meet("Saw trial with Aino", day(2, 14), aino)
    story.step(
        "Preferences, Contacts: Aino Virtanen is in the address book",
        lambda: world.prefer(contacts_to_outlook=True),
        lambda: wait_for(lambda: "Virtanen" in world.address_book(), "Aino"),
    )
    olli = outlook.create("Contacts", FirstName="Olli", LastName="Oja", CompanyName="Oja Oy")
    world.choose(CONTACTS, olli)
    story.step(
        "a contact's menu, Add to CRM: Olli Oja is in the CRM",
        lambda: outlook.click("CrmContactsAdd"),
        lambda: outlook.wait_for_window("message"),
    )
    story.picture("4-contacts")
    outlook.window_close("message")
    outlook.wait_until_closed("message")
    world.choose(CALENDAR)


def _mails(world: World, story: Story) -> None:
    print("\nMails of people of the CRM, and the CRM's own")
    settings = {
        "mail.received": "From and to people in the CRM",
        "mail.own_domains": "firm.example",
        "mail.arrivals": True,
    }
    world.prefer(**settings)
    offer = {
        "Subject": "Offer for the saw",
        "Body": "Dear Anna",
        "from": "Aino Virtanen <contact0@example.com>",
        "to": ["Anna <anna@firm.example>"],
        "message_id": "<offer@timber.example>",
    }
    story.step(
        "arrives in Outlook: Aino's offer is filed in the CRM",
        lambda: arrive(world.outlook, **offer),
        lambda: wait_for(lambda: world.crm.snapshot("emails"), "the record"),
    )
    brought = {
        "subject": "Notes of the fair",
        "from_address": "Aino Virtanen <contact0@example.com>",
        "body": "As you asked.",
        "sent_at": day(-1).isoformat(),
        "message_id": "<notes@timber.example>",
    }

    def made_in_crm() -> None:
        world.anna.create("emails", **brought)
        world.synchronise()

    story.step(
        "made in the CRM: the notes of the fair are a read mail in Outlook",
        made_in_crm,
        lambda: wait_for(lambda: world.outlook.appointments("CRM"), "the mail"),
    )
    world.wait_for_words("In step")


def _side_by_side(world: World) -> None:
    print(f"\n  {'Outlook':<46}  {'CRM':<46}")
    outlook, crm = world.outlook_appointments(), world.crm_activities()
    for subject in sorted(outlook.keys() | crm.keys()):
        left = f"{outlook[subject]['Start'][:16]}  {subject}" if subject in outlook else "-"
        right = f"{crm[subject]['start_date'][:16]}Z {subject}" if subject in crm else "-"
        print(f"  {left:<46}  {right:<46}")
    world.wait_for_words("In step")


def _pictures(world: World, story: Story) -> None:
    world.screen.activate("Outlook$")
    world.screen.click(*_ADD_INS_TAB)
    world.wait_for_words("In step")
    story.picture("5-outlook")
    world.outlook.click("CrmReport")
    world.outlook.wait_for_window("report")
    story.picture("6-report")
    world.outlook.window_close("report")
    world.outlook.wait_until_closed("report")
    story.crm_page("7-crm")


def _figures(world: World) -> None:
    outlook = world.outlook
    start = [*outlook.call_times("OnConnection"), *outlook.call_times("OnStartupComplete")]
    print(
        f"\n  Outlook's thread: start-up {sum(start):.1f} ms,"
        f" longest stretch since {outlook.watchdog()['longest_cpu_ms']:.0f} ms of CPU"
    )
    faults = outlook.faults()
    if faults:
        raise SystemExit("\n".join(["Outlook saw faults:", *faults]))


def _keep(world: World) -> None:
    print(
        f"\nEverything stays: Outlook on screen {world.screen.display},"
        f"\nthe CRM at {world.crm.address}/calendar/ and {world.crm.address}/admin/"
        f" (admin, {PASSWORD}).\nPress Enter to end it.",
        flush=True,
    )
    sys.stdin.readline()


if __name__ == "__main__":
    sys.exit(main())
