"""The initial filing of a mailbox: how long, how much memory, how busy Outlook's thread."""

import time
from collections.abc import Iterator

from tests.bench.figure import Figure
from tests.bench.outlook import paired_world, rss
from tests.simulator.client import wait_for
from tests.simulator.mail import arrive

MAILS = 300
WHOLE = 5000
PATIENCE = 3600


def figures(*, whole: bool) -> Iterator[Figure]:
    """Survey and filing of the same mails, by the user's clicks."""
    count = WHOLE if whole else MAILS
    with paired_world() as world:
        world.outlook.quit()
        with world.bare() as outlook:
            for number in range(count):
                arrive(
                    outlook,
                    **{
                        "Subject": f"Offer {number}",
                        "Body": "Dear Anna\r\n" * 50,
                        "from": "Aino Virtanen <contact0@example.com>",
                        "to": ["Anna <anna@firm.example>"],
                        "message_id": f"<{number}@b>",
                    },
                )
        world.start_outlook()
        world.wait_for_words("In step")
        # Only now: what comes while e-mails are filed by themselves needs no click.
        world.prefer(
            **{"mail.received": "From and to people in the CRM", "mail.own_domains": "firm.example"}
        )
        outlook = world.outlook
        empty = rss(outlook.pid)
        history = "CrmMailHistory"
        wait_for(lambda: outlook.ribbon_control(history)["enabled"], "the button", PATIENCE)
        outlook.click(history)
        outlook.wait_for_window("mail_history")
        outlook.window_set("mail_history", "days", 365)
        outlook.watchdog(reset=True)  # the window that the user asked for is there
        began = time.monotonic()
        outlook.window_click("mail_history", "look")
        wait_for(
            lambda: f"{count:,} e-mails" in str(outlook.control("mail_history", "count")),
            "look",
            PATIENCE,
        )
        looked = time.monotonic()
        outlook.window_click("mail_history", "file")
        outlook.wait_until_closed("mail_history", PATIENCE)
        filed = time.monotonic()
        assert len(world.crm.snapshot("emails")) == count
        slices, seen = world.facts()["slices"], outlook.watchdog()
        full = rss(outlook.pid)
    yield Figure(f"a look at {count} mails", looked - began, "s")
    yield Figure(f"filing {count} mails", filed - looked, "s")
    yield Figure("mails filed a second", count / (filed - looked), "/s")
    yield Figure("longest slice while mails are filed", slices["longest_ms"], "ms", 50)
    yield Figure("longest stretch, by Outlook's watchdog", seen["longest_ms"], "ms", 50)
    yield Figure("  of which processor time", seen["longest_cpu_ms"], "ms")
    yield Figure(
        "worst second's share of slices while mails are filed",
        slices["worst_share_percent"],
        "%",
        25,
    )
    yield Figure(f"memory added to the host by {count} mails", full - empty, "MB", 80)
