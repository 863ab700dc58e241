"""A mail as an .eml file: MIME made anew of what Outlook shows.

Outlook's object model gives no original: what comes out is a rendering, and says so
in a header of its own.  The headers of the transport go in as they came, but for
those that describe the body, which is not the one they described.
"""

import re
from collections.abc import Iterable, Sequence
from email.header import Header
from email.message import EmailMessage
from email.parser import HeaderParser
from email.policy import SMTP, compat32
from email.utils import format_datetime, quote
from typing import Final

from outlook_crm.domain.email import Correspondent, Email

from .values import Content

RENDERING = "X-Outlook-CRM-Rendering"
MARK: Final = "made anew from Outlook's properties; not the original"

# Headers are folded here: the policy would decode what is to stay encoded.
_POLICY = SMTP.clone(refold_source="none")
_LONGEST_LINE = 900  # RFC 5322 ends a line at 998
_MADE_BY_US = """
    from to cc bcc subject date message-id mime-version content-type content-transfer-encoding
    content-disposition content-language content-id dkim-signature
"""
_UNFIT = re.compile("[\x00-\x08\x0a-\x1f\x7f\u2028\u2029]+")
_NAME = re.compile(r"^[!-9;-~]+$")
_MEDIA_TYPE = re.compile(r"^[a-z0-9!#$&^_.+-]{1,100}/[a-z0-9!#$&^_.+-]{1,100}$")
_COMPOSITE = ("multipart", "message")
_ADDRESS = re.compile(r"[!#-'*+\-./0-9=?A-Z^-~]+@[!#-'*+\-./0-9=?A-Z^-~]+")


def render(email: Email, contents: Sequence[Content] = ()) -> bytes:
    """The file's bytes; every awkward value is put in a form that can be parsed back."""
    message = EmailMessage(_POLICY)
    for name, value in _headers(email):
        message.set_raw(name, value)
    text, html = _text(email.text), _text(email.html)
    message.set_content(text, cte=_cte(text))
    if html:
        message.add_alternative(html, subtype="html", cte="base64")
    for content in contents:
        _attach(message, content)
    return message.as_bytes()


def _headers(email: Email) -> Iterable[tuple[str, str]]:
    yield RENDERING, MARK
    yield from _transport(email.headers)
    yield "From", _people((email.sender,))
    for name, people in (("To", email.to), ("Cc", email.cc), ("Bcc", email.bcc)):
        if people:
            yield name, _people(people)
    yield "Subject", _encoded(email.subject)
    if email.at:
        yield "Date", format_datetime(email.at)
    if email.message_id:
        yield "Message-ID", _message_id(email.message_id)


def _transport(headers: str) -> Iterable[tuple[str, str]]:
    made_by_us = _MADE_BY_US.split()
    parsed = HeaderParser(policy=compat32).parsestr(headers, headersonly=True)
    for name, value in parsed.items():
        if _NAME.match(name) and name.lower() not in made_by_us:
            yield name, _as_it_came(str(value))


def _as_it_came(value: str) -> str:
    """A header of the transport; encoded words in it stay what they are."""
    line = _line(value)
    return line if line.isascii() and len(line) <= _LONGEST_LINE else _encoded(line)


def _people(people: Iterable[Correspondent]) -> str:
    return ",\r\n ".join(map(_person, people))


def _person(who: Correspondent) -> str:
    """One address that parses; what is no address stands as the name of an unknown one."""
    name, address = _line(who.name), _line(who.address)
    if not _ADDRESS.fullmatch(address) or address.count("@") != 1 or ".." in address:
        name, address = " ".join(filter(None, (name, address))), "unknown@invalid"
    plain = name.isascii() and "=?" not in name and len(name) <= _LONGEST_LINE
    phrase = f'"{quote(name)}"' if plain else _encoded(name)
    return f"{phrase} <{address}>" if name else f"<{address}>"


def _message_id(text: str) -> str:
    return _line(text).encode("ascii", "replace").decode()[:_LONGEST_LINE]


def _encoded(text: str) -> str:
    """Text in a header: as it is where that is safe, else in encoded words, folded."""
    line = _line(text)
    if line.isascii() and "=?" not in line and len(line) <= _LONGEST_LINE:
        return line
    return Header(line, "utf-8", maxlinelen=75).encode(linesep="\r\n")


def _line(text: str) -> str:
    """One line without what no header can hold."""
    return _UNFIT.sub(" ", _text(text).replace("\t", " ")).strip()


def _text(text: str) -> str:
    """Without lone surrogates, which no encoding takes."""
    return text.encode("utf-8", "replace").decode()


def _cte(text: str) -> str:
    """How a text travels: only base64 keeps every line as it is."""
    simple = text.isascii() and all(len(line) <= _LONGEST_LINE for line in text.splitlines())
    return "7bit" if simple and "\0" not in text else "base64"


def _attach(message: EmailMessage, content: Content) -> None:
    media_type = content.media_type.lower()
    if not _MEDIA_TYPE.match(media_type) or media_type.startswith(_COMPOSITE):
        media_type = "application/octet-stream"
    main, _, sub = media_type.partition("/")
    name = _line(content.name) or "attachment"
    message.add_attachment(content.data, maintype=main, subtype=sub, filename=name)
