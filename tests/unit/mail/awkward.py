"""Two hundred awkward mails: every ingredient that broke a mail program somewhere, combined."""

import itertools
from datetime import UTC, datetime, timedelta, timezone

from outlook_crm.domain.email import Correspondent, Email, Way
from outlook_crm.mail.values import Content

SUBJECTS = (
    "Plain",
    "",
    "Ärende: åäö ÅÄÖ ß",
    "日本語の件名と絵文字 🎉👩‍👩‍👧",
    "two\r\nlines: Bcc: evil@example.com",
    "tab\tand\x00nul\x0bvt",
    "=?utf-8?q?already_encoded?=",
    "=?broken?x?===",
    "lone \ud83d surrogate",
    "x" * 998,
    "word " * 300,
    "اختبار \u202e right to left",
    "trailing blanks   ",
    "\u2028separators\u2029",
    'quotes "and" <angles>; commas, colons:',
    "Re: SV: VS: AW: RE:",
    "\ufeffwith a byte order mark",
)
SENDERS = (
    Correspondent("Åsa Öberg", "asa@example.com"),
    Correspondent("", "bare@example.com"),
    Correspondent("No address", ""),
    Correspondent("", ""),
    Correspondent('Quote "Q" \\Back', "q@example.com"),
    Correspondent("Exchange", "/O=FIRM/OU=X/CN=RECIPIENTS/CN=ANNA"),
    Correspondent("Two", "a@b@c"),
    Correspondent("Blank", "blank in@example.com"),
    Correspondent("IDN", "post@bücher.example"),
    Correspondent("Local", "jürgen@example.com"),
    Correspondent("Angle", "<angle@example.com>"),
    Correspondent("Break\r\nX-Evil: 1", "ok@example.com\r\nX-Evil: 2"),
    Correspondent("Comma, Name; Semi", "c@example.com"),
    Correspondent("👩‍💻", "emoji@example.com"),
    Correspondent("n" * 400, "long@example.com"),
)
RECEIVERS = (
    (),
    (Correspondent("One", "one@example.com"),),
    tuple(Correspondent(f"Person {n}", f"p{n}@example.com") for n in range(300)),
    tuple(Correspondent("Dödö", f"same{n % 2}@example.com") for n in range(5)),
    (Correspondent("Undisclosed recipients:;", ""),),
    (Correspondent("Group: a, b;", "team@example.com"), Correspondent("", "")),
    (Correspondent("(comment)", "with.comment@example.com"),),
    (Correspondent("Dots", "two..dots@example.com"), Correspondent("End", "dot.@example.com")),
    (Correspondent("Fax", "+358 9 123"), Correspondent("X400", "/G=A/S=B/C=FI/")),
    (Correspondent("Literal", "ip@[192.0.2.1]"), Correspondent("Long", "l" * 300 + "@e.com")),
    (Correspondent("\u200bzero\u200d width", "z@example.com"),),
)
TEXTS = (
    "Hello\r\nWorld\r\n",
    "",
    "From the start\nof a line\n.\n..dots\n",
    "ä" * 3000,
    "x" * 5000,
    "nul\x00and\x08bell",
    "lone \udc80 surrogate",
    "--=-=-=\n--boundary--\nContent-Type: text/html\n",
    "\r\r\n\n\r",
    "日本語" * 400,
)
HTMLS = (
    "",
    "<p>Hello</p>",
    "<html><head><meta charset=windows-1252></head><body>åäö €</body></html>",
    "<p>" + "y" * 6000 + "</p>",
    "\x00<b>\ud800",
)
TIMES = (
    datetime(2026, 3, 1, 8, 0, tzinfo=UTC),
    None,
    datetime(1970, 1, 1, tzinfo=UTC),
    datetime(4501, 1, 1, tzinfo=UTC),
    datetime(2026, 3, 29, 3, 30, tzinfo=timezone(timedelta(hours=2))),
)
IDS = (
    "<plain@example.com>",
    "",
    "<" + "l" * 900 + "@example.com>",
    "<sp ace@example.com>",
    "no brackets",
    "<ünïcode@example.com>",
    "<two@example.com> <ids@example.com>",
    "<a@b>\r\nX-Evil: 3",
)
HEADERS = (
    "",
    "Received: from a by b;\r\n\tSun, 1 Mar 2026 08:00:00 +0000\r\nX-Mailer: test\r\n",
    "Received: åäö 8-bit\r\nDate: not a date\r\nReferences: <a@b>\r\n <c@d>\r\n",
    "Content-Type: multipart/mixed; boundary=x\r\nMIME-Version: 1.0\r\nX-Ok: yes\r\n",
    "broken line without colon\r\nX-After: lost\r\n",
    "Subject: another\r\nFrom: evil@example.com\r\nReply-To: a@b@c <\r\n",
    "X-Bin: \x00\x01\udcff\r\n: empty\r\nX-Long: " + "h" * 2000 + "\r\n",
    "Return-Path: <>\r\nIn-Reply-To: <broken\r\nList-Unsubscribe: <mailto:x@y?subject=ä>\r\n",
)
ATTACHMENTS = (
    (),
    (Content("offer.pdf", "application/pdf", b"%PDF-1.7\x00\xff"),),
    (Content("winmail.dat", "application/ms-tnef", b"\x78\x9f\x3e\x22" + bytes(range(256))),),
    (Content("", "", b""), Content("same.txt", "text/plain", b"\r\n.\r\n")),
    (Content("räksmörgås 日本.docx", "application/vnd.ms-word", b"x" * 5000),),
    (Content('a"b\r\nc/..\\d.txt', "text/plain; charset=x", b"\x00"),),
    (Content("mail.eml", "message/rfc822", b"Subject: inner\r\n\r\nbody"),),
    (Content("parts", "multipart/mixed", b"--x--"), Content("n" * 300, "no type", b"1")),
)


def mails() -> list[tuple[Email, tuple[Content, ...]]]:
    """Two hundred combinations; every value of every list is in several of them."""
    wheels = (SUBJECTS, SENDERS, RECEIVERS, TEXTS, HTMLS, TIMES, IDS, HEADERS, ATTACHMENTS)
    turning = [
        # The lengths of the lists have no common divisor, so that no two combinations are alike.
        itertools.islice(itertools.cycle(wheel), step, None)
        for step, wheel in enumerate(wheels)
    ]
    return [_mail([next(wheel) for wheel in turning]) for _ in range(200)]


def _mail(values):
    subject, sender, receivers, text, html, at, message_id, headers, attached = values
    email = Email(
        Way.RECEIVED,
        subject,
        sender,
        at,
        to=receivers,
        cc=receivers[:2],
        text=text,
        html=html,
        message_id=message_id,
        headers=headers,
    )
    return email, attached
