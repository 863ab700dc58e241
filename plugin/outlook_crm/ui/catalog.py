"""The user's words: message ids (the English sentences themselves) to their language.

A catalog is a .po file beside this module; a message without a translation is
told in English rather than not at all.
"""

from collections.abc import Mapping
from importlib import resources

from outlook_crm.domain.sentence import taken_apart
from outlook_crm.errors import Defect, Error

from . import po

NAMES: Mapping[str, str] = {
    "en": "English",
    "da": "Dansk",
    "de": "Deutsch",
    "et": "Eesti",
    "fi": "Suomi",
    "fr": "Français",
    "nb": "Norsk bokmål",
    "sv": "Svenska",
}
"""The languages there are, each by its own name."""

LANGUAGES = tuple(NAMES)
_SOURCE = "en"
_READ_AS = {"no": "nb", "nn": "nb"}


class Catalog:
    """One language's words; immutable, from any thread."""

    def __init__(self, language: str) -> None:
        """The catalog for a language tag such as ``sv-SE`` or ``fi``; English for others."""
        self.language = supported(language)
        self._words = _load(self.language)

    def text(self, message: str, /, *, many: str = "", **values: object) -> str:
        """The message in the user's language with its ``{named}`` places filled in.

        ``many`` is the message for any other number than one: the value ``count`` says
        which of its language's forms is told.
        A message may bring its values with it (`outlook_crm.domain.sentence`).
        A value that is an error of ours is told in the user's language, too.  A sentence
        without values has no places: it may be another program's, with any character in it.
        """
        if many:
            return self._filled(self._words.counted(message, many, values["count"]), values)
        if values:
            return self._filled(self._words.plain.get(message, message), values)
        told = (
            self._filled(self._words.plain.get(part, part), own)
            for part, own in taken_apart(message)
        )
        return " ".join(told)

    def tell(self, error: BaseException) -> str:
        """What went wrong, as one sentence for the user."""
        if isinstance(error, Error) and not isinstance(error, Defect):
            return self._filled(self._words.plain.get(error.message, error.message), error.values)
        # A bug: its text is for the log and may hold anything, so only its kind is told.
        return self.text(
            "The add-in failed ({kind}). The log file tells more.", kind=type(error).__name__
        )

    def _filled(self, words: str, values: Mapping[str, object]) -> str:
        if not values:
            return words
        return words.format_map({name: self._told(value) for name, value in values.items()})

    def _told(self, value: object) -> object:
        return self.tell(value) if isinstance(value, Error) else value


def supported(language: str) -> str:
    """The language among `LANGUAGES` that a tag (RFC 5646, also with ``_``) asks for."""
    primary = language.replace("_", "-").partition("-")[0].lower()
    primary = _READ_AS.get(primary, primary)
    return primary if primary in LANGUAGES else _SOURCE


def _load(language: str) -> po.Words:
    if language == _SOURCE:
        return po.Words()
    file = resources.files(__package__).joinpath(
        "locale", language, "LC_MESSAGES", "outlook_crm.po"
    )
    return po.read(file.read_text(encoding="utf-8"))
