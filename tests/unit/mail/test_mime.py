"""A rendered mail can be parsed back, however awkward the mail."""

import email
import re
from email.policy import default

import pytest
from tests.unit.mail.awkward import mails

from outlook_crm.mail.mime import MARK, RENDERING, render

MAILS = mails()


def one_line(text):
    text = text.encode("utf-8", "replace").decode()
    return " ".join(re.sub("[\x00-\x20\x7f\u2028\u2029]+", " ", text).split())


def body(text):
    text = text.encode("utf-8", "replace").decode()
    return re.sub("\r\n|\r", "\n", text).rstrip("\n")


@pytest.mark.parametrize("number", range(len(MAILS)))
def test_an_awkward_mail_is_parsed_back(number):
    mail, contents = MAILS[number]
    rendered = render(mail, contents)
    back = email.message_from_bytes(rendered, policy=default)

    assert all(not part.defects for part in back.walk())
    assert max(map(len, rendered.split(b"\r\n"))) <= 998
    assert back[RENDERING] == MARK
    assert one_line(back["Subject"]) == one_line(mail.subject)
    assert back["From"].addresses[0].addr_spec
    assert len(back["From"].addresses) == 1
    assert len(back["To"].addresses if back["To"] else ()) == len(mail.to)
    assert not [name for name in dict(back) if name.lower() in ("x-evil", "bcc")]
    assert body(back.get_body(("plain",)).get_content()) == body(mail.text)
    html = back.get_body(("html",))
    assert body(html.get_content() if html else "") == body(mail.html)
    parts = list(back.iter_attachments())
    assert [part.get_payload(decode=True) for part in parts] == [each.data for each in contents]
    assert [bool(part.get_filename()) for part in parts] == [True] * len(contents)


def test_there_are_two_hundred_different_ones():
    assert len(MAILS) == 200
    assert len({repr(each) for each in MAILS}) == 200


def test_the_headers_of_the_transport_are_kept_but_for_those_of_another_body():
    mail = next(m for m, _ in MAILS if "X-Ok" in m.headers)
    back = email.message_from_bytes(render(mail), policy=default)
    assert back["X-Ok"] == "yes"
    assert len(back.get_all("MIME-Version")) == 1
    assert len(back.get_all("Content-Type")) == 1
