"""The shim's JSON of mails as values, and back; the shapes stand in docs/seam.md."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from outlook_crm.domain.email import Attached, Carrier, Correspondent, Email, Way
from outlook_crm.domain.sentence import sentence
from outlook_crm.mail import names
from outlook_crm.mail.rules import Place, Standing
from outlook_crm.mail.values import Mail, Reading, Row, Spot, Written
from outlook_crm.sync.values import Fate

from .mail_wish import wish_of
from .records import Json, instant, instant_text, value_cell

# OlMailRecipientType, and 0 for the sender.
_SENDER, _TO, _CC, _BCC = range(4)
# OlAttachmentType; 7, which it does not name, is a file in a cloud (MS-OXCMSG, afByWebReference).
_CARRIERS = {
    1: Carrier.FILE,
    4: Carrier.LINK,
    5: Carrier.ITEM,
    6: Carrier.OBJECT,
    7: Carrier.LINK,
}
_ITEM_ENDING = ".msg"
_LONGEST_NAME = 255  # of what any file system takes, and a CRM
# OlSensitivity: private and confidential.
_PRIVATE = (2, 3)


@dataclass(frozen=True, slots=True)
class MailFolder:
    """A folder of mails; ``account`` is the address whose store it lies in."""

    spot: Spot
    path: str
    name: str
    account: str
    place: Place


def folders(answer: Json) -> Sequence[MailFolder]:
    """Parse the answer of MailFolders."""
    return tuple(
        MailFolder(
            Spot(each["store"], each["folder"]),
            each["path"],
            each["name"],
            each.get("account") or "",
            Place(each["place"]),
        )
        for each in answer["folders"]
    )


def row(record: Json, store: str) -> Row:
    """One row of Scan."""
    return Row(
        Spot(store, record["id"]),
        instant(record["modified"]),
        _time(record.get("start")),
        int(record.get("size") or 0),
        record.get("subject") or "",
        record.get("message_id") or "",
        record["class"],
        record.get("stamp") or "",
    )


def reading(answer: Json, folders: Mapping[Spot, MailFolder]) -> Reading:
    """Parse the answer of ReadMails; what is to be asked for again is not in it."""
    return Reading(
        {each["id"]: mail(each, folders) for each in answer["mails"]},
        frozenset(answer.get("missing") or ()),
        {each["id"]: each["hresult"] for each in answer.get("unreadable") or ()},
    )


def mail(record: Json, folders: Mapping[Spot, MailFolder]) -> Mail:
    """One mail; ``folders`` are the accounts', by their spots."""
    spot = Spot(record["store"], record["folder"])
    folder = folders.get(spot) or MailFolder(spot, "", "", "", Place.OTHER)
    return Mail(
        Spot(record["store"], record["id"]),
        instant(record["modified"]),
        Standing(
            spot.id,
            folder.place,
            str(record["class"]),
            sent=bool(record["sent"]),
            protected=bool(record["sealed"]),
            private=record["sensitivity"] in _PRIVATE,
            partial=bool(record.get("partial")),
        ),
        _email(record, folder),
        record.get("stamp") or "",
        wish_of(record.get("wish") or ""),
    )


def written(answer: Json, store: str) -> Written:
    """Parse the answer of MarkMail or PlaceMail."""
    fate = Fate(answer["fate"])
    reason = answer.get("reason") or sentence(
        "Outlook refused it ({hresult}).", hresult=answer.get("hresult")
    )
    return Written(fate, answer.get("id") or "", store, reason if fate is Fate.REFUSED else "")


def placing(email: Email) -> Json:
    """The mail that PlaceMail puts into a folder.

    A note has no recipients: who a mail went to stands above its text.
    """
    return {
        "subject": email.subject,
        "text": value_cell(_heading(email) + email.text),
        "html": value_cell(email.html and _html_heading(email) + email.html),
        "message_id": email.message_id,
        "sent_at": instant_text(email.at) if email.at else "",
        "people": [_person(email.sender)],
    }


def _email(record: Json, folder: MailFolder) -> Email:
    text, html, headers = (_text(record.get(name)) for name in ("text", "html", "headers"))
    cut = any(_is_cut(record.get(name)) for name in ("text", "html"))
    people = {kind: _people(record, kind) for kind in (_SENDER, _TO, _CC, _BCC)}
    sent = _time(record.get("sent_at")) or _time(record.get("received_at"))
    sender = next(iter(people[_SENDER]), Correspondent())
    return Email(
        _way(folder, sender),
        record.get("subject") or "",
        sender,
        sent,
        people[_TO],
        people[_CC],
        people[_BCC],
        text,
        "" if _is_cut(record.get("html")) else html,
        record.get("message_id") or "",
        record.get("conversation") or "",
        tuple(_attached(each, html) for each in record.get("attachments") or ()),
        headers,
        cut,
    )


def _way(folder: MailFolder, sender: Correspondent) -> Way:
    """Who moves what he sent into a customer's folder has sent it all the same."""
    mine = bool(sender.key) and sender.key == folder.account.casefold()
    return Way.SENT if mine or folder.place is Place.SENT else Way.RECEIVED


def _people(record: Json, kind: int) -> tuple[Correspondent, ...]:
    return tuple(
        Correspondent(each.get("name") or "", each.get("address") or "")
        for each in record.get("people") or ()
        if each["kind"] == kind
    )


def _attached(record: Json, html: str) -> Attached:
    carrier = _CARRIERS.get(record["type"], Carrier.FILE)
    if carrier is Carrier.FILE and _is_drawn(record, html):
        carrier = Carrier.PICTURE
    return Attached(
        record["index"],
        _name(record.get("name") or "", carrier),
        record.get("size") or 0,
        record.get("media_type") or "",
        carrier,
    )


def _name(name: str, carrier: Carrier) -> str:
    """An item's with the ending of what Outlook saves of it: some are told by their subject."""
    named = carrier is not Carrier.ITEM or name.casefold().endswith(_ITEM_ENDING)
    return names.cut(name if named else name + _ITEM_ENDING, _LONGEST_NAME)


def _is_drawn(record: Json, html: str) -> bool:
    """Whether the text shows it at its place: a signature's picture, say."""
    content_id = str(record.get("content_id") or "").strip("<>")
    return bool(record.get("hidden")) or bool(content_id and f"cid:{content_id}" in html)


def _text(cell: Any) -> str:
    return str(cell.get("text") or "") if cell and cell["state"] in ("value", "cut") else ""


def _is_cut(cell: Any) -> bool:
    return bool(cell) and cell["state"] == "cut"


def _time(text: Any) -> datetime | None:
    return instant(text) if text else None


def _person(who: Correspondent) -> Json:
    return {"kind": _SENDER, "name": who.name or who.address, "address": who.address}


def _heading(email: Email) -> str:
    lines = [f"{name}: {_names(people)}" for name, people in _receivers(email)]
    return "".join(f"{line}\r\n" for line in lines) + "\r\n" if lines else ""


def _html_heading(email: Email) -> str:
    # It comes with a table of all entities, which only those who place mails need.
    from html import escape  # noqa: PLC0415

    # The HTML is safe already; the names are not.
    lines = [f"<p>{name}: {escape(_names(people))}</p>" for name, people in _receivers(email)]
    return "".join(lines)


def _receivers(email: Email) -> list[tuple[str, tuple[Correspondent, ...]]]:
    return [(name, people) for name, people in (("To", email.to), ("Cc", email.cc)) if people]


def _names(people: Sequence[Correspondent]) -> str:
    return "; ".join(f"{each.name} <{each.address}>".strip() for each in people)
