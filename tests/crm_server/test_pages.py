"""The pages for people."""

import re

import pytest
import requests


def page(crm, **parameters):
    return requests.get(f"{crm.address}/calendar/", params=parameters, timeout=10)


def day(text, date):
    """The words in one cell of the month."""
    cell = text.partition(f'id="d{date}"')[2].partition("</td>")[0]
    return " ".join(re.sub("<[^>]*>", " ", cell.partition(">")[2]).split())


@pytest.fixture(scope="module", autouse=True)
def month(anna, meeting):
    key = meeting(
        subject="Plan <b>",
        start_date="2026-03-31T21:30:00Z",
        end_date="2026-03-31T22:00:00Z",
        activity_type="Visit",
    )
    anna.link("activities", key, "accounts", "1002")
    meeting(
        subject="Skiing",
        start_date="2026-03-09T00:00:00Z",
        end_date="2026-03-11T00:00:00Z",
        all_day=True,
    )


def test_a_month_shows_a_users_activities_with_time_and_company(crm):
    text = page(crm, month="2026-03", user="anna").text
    assert "<h1>March 2026</h1>" in text
    assert day(text, "2026-03-31") == "31 21:30 Plan &lt;b&gt; Äppelviken Konsult AB"
    assert "Visit" in text


def test_a_whole_day_lasts_until_the_day_before_its_end_in_any_zone(crm):
    for zone in ("UTC", "America/Los_Angeles", "Asia/Tokyo"):
        text = page(crm, month="2026-03", user="anna", zone=zone).text
        shown = [day(text, f"2026-03-{number:02}") for number in (8, 9, 10, 11)]
        assert shown == ["8", "9 Skiing", "10 Skiing", "11"]


def test_times_are_shown_in_the_zone_asked_for(crm):
    text = page(crm, month="2026-04", user="anna", zone="Europe/Helsinki").text
    assert day(text, "2026-04-01").startswith("1 00:30 Plan")


def test_everybody_has_a_month_of_their_own(crm):
    assert "Skiing" not in page(crm, month="2026-03", user="bengt").text
    assert page(crm).status_code == 200
    assert page(crm, user="nobody").status_code == 404
    assert page(crm, month="March").status_code == 400
    assert page(crm, zone="Middle/Earth").status_code == 400


PAGES = (
    "activity",
    "activity/add",
    "account",
    "contact",
    "project",
    "email",
    "file",
    "picklist",
    "picklistvalue",
    "picklistvalue/1/change",
    "user",
    "user/1/change",
    "apikey",
)


@pytest.fixture(scope="module")
def administrator(server):
    with requests.Session() as session:
        login = session.get(f"{server.address}/admin/login/", timeout=10)
        form = {"username": "admin", "password": "password", "next": "/admin/"}
        token = session.cookies["csrftoken"]
        answer = session.post(login.url, form | {"csrfmiddlewaretoken": token}, timeout=10)
        assert answer.url.endswith("/admin/")
        yield session


@pytest.mark.parametrize("name", PAGES)
def test_an_administrator_sees_every_module(crm, administrator, name):
    assert administrator.get(f"{crm.address}/admin/crm/{name}/", timeout=10).status_code == 200


def test_a_change_in_the_administration_is_a_new_version(crm, administrator, anna, meeting):
    key = meeting(subject="Before")
    before = anna.get("activities", key)
    address = f"{crm.address}/admin/crm/activity/{key}/change/"
    text = administrator.get(address, timeout=10).text
    form = dict(re.findall(r'<input type="text" name="(\w+)" value="([^"]*)"', text))
    form |= {
        "csrfmiddlewaretoken": re.search(r'csrfmiddlewaretoken" value="([^"]*)"', text)[1],
        "owner": "1",
        "visibility": "Public",
        "busy_status": "Busy",
        "subject": "After",
    }
    assert administrator.post(address, form, timeout=10).url.endswith("/activity/")
    after = anna.get("activities", key)
    assert (after["subject"], after["updater_id"]) == ("After", "3")
    assert after["updated_at"] > before["updated_at"]


def test_the_administrations_style_sheet_is_served(crm):
    answer = requests.get(f"{crm.address}/static/admin/css/base.css", timeout=10)
    assert answer.status_code == 200


def test_an_activity_has_its_page(crm, meeting):
    key = meeting(subject="Opened from Outlook")
    there = requests.get(f"{crm.address}/activities/{key}", timeout=10)
    # Who is not logged in is asked to, and comes back to the page.
    assert f"activity/{key}/change" in there.url
