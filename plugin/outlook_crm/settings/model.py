"""The one table of settings: name, kind, default, limits.

A row's name is the key in settings.yaml and the value's name in a policy, with a
dot between levels.  The file's shape, the policy's and the refusals all follow
from the table; `Settings` is the same thing typed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo
from enum import StrEnum
from typing import Any

from outlook_crm.domain.email import Mode
from outlook_crm.domain.fields import ROLES
from outlook_crm.domain.policy import (
    Conflicts,
    Direction,
    Policy,
    PrivateItems,
    Released,
    Types,
)
from outlook_crm.domain.window import MOST_FORWARD, MOST_HISTORY, Window
from outlook_crm.errors import BadSettings

from .kinds import (
    Choice,
    FieldMap,
    Flag,
    Kind,
    Number,
    Proxy,
    Text,
    TypeList,
    Value,
    WebAddress,
    Word,
    at_host,
)

LANGUAGES = ("en", "da", "de", "et", "fi", "fr", "nb", "sv")
MOST_ATTACHMENT_MB = 25
MOST_REPORT_DAYS = 30
"""Reports hold subjects: nobody keeps them for longer."""


class SearchOffers(StrEnum):
    """What a search for records to link to shows before a word is typed."""

    MINE = "mine"
    ALL = "all"


_POLICY = Policy()  # the domain's own defaults


@dataclass(frozen=True, slots=True)
class Setting:
    """One row."""

    name: str
    kind: Kind
    default: Value

    def check(self, raw: object) -> Value:
        """The value that ``raw`` (from YAML, a policy or a window) means.

        Raises BadSettings with ``key`` and what would be right.
        """
        return self.kind.read(self.name, raw)


def _direction(prefix: str, default: Direction) -> tuple[Setting, ...]:
    history, forward = default.window.history_days, default.window.forward_days
    return (
        Setting(f"{prefix}.history_days", Number(0, MOST_HISTORY), history),
        Setting(f"{prefix}.forward_days", Number(0, MOST_FORWARD), forward),
        Setting(f"{prefix}.create_types", TypeList(), default.create),
        Setting(f"{prefix}.change_types", TypeList(), default.change),
    )


TABLE: tuple[Setting, ...] = (
    # "auto": Outlook's own language, English where there is no catalog for it.
    Setting("language", Choice("auto", *LANGUAGES), "auto"),
    # "same": the CRM's pick lists in the add-in's own language.
    Setting("pick_list_language", Choice("same", *LANGUAGES), "same"),
    Setting("log_level", Choice("error", "warning", "info", "debug"), "info"),
    Setting("auto_sync", Flag(), default=True),
    Setting("login_at_start", Flag(), default=True),
    # An address that the administrator presets; the pairing keeps its own.
    Setting("crm_address", Text(), ""),
    # Which kind of CRM an address means that names none.
    Setting("connector", Word(), "crmservice"),
    # Where an installation's own names and labels do not tell: role and attribute.
    Setting("field_map", FieldMap(ROLES), ""),
    Setting("private_items", Choice(*PrivateItems), _POLICY.private.value),
    Setting("conflicts", Choice(*Conflicts), _POLICY.conflicts.value),
    Setting("released", Choice(*Released), _POLICY.released.value),
    # Days that reports of runs are kept.
    Setting("report_days", Number(1, MOST_REPORT_DAYS), MOST_REPORT_DAYS),
    # "" gives no type: appointments whose type nobody chose stay in Outlook.
    Setting("default_type", Text(), ""),
    *_direction("to_crm", _POLICY.to_crm),
    *_direction("to_outlook", _POLICY.to_outlook),
    # Whose accounts, contacts and projects are offered before a word is typed.
    Setting("search_offers", Choice(*SearchOffers), SearchOffers.MINE.value),
    Setting("proxy", Proxy(), "system"),
    # A PEM file with the authorities that a firm's TLS inspection signs with.
    Setting("ca_file", Text(), ""),
    # Seconds: the CRM is never asked more often by itself.
    Setting("polling_floor", Number(30, 86400), 30),
    # The CRM's tasks and the account's own folder of tasks are kept in step, too.
    Setting("tasks", Flag(), default=False),
    # People of synchronised activities come into the address book; never back by themselves.
    Setting("contacts_to_outlook", Flag(), default=False),
    # The folder's path as Outlook shows it; "": the account's own.
    Setting("contacts_folder", Text(), ""),
    # Filing mails: each way has its own mode.
    Setting("mail.received", Choice(*Mode), Mode.OFF.value),
    Setting("mail.sent", Choice(*Mode), Mode.OFF.value),
    # Paths as Outlook shows them, and addresses or domains: "; " between them.
    Setting("mail.folders", Text(), ""),
    Setting("mail.never", Text(), ""),
    # Colleagues' domains; "": that of the account.
    Setting("mail.own_domains", Text(), ""),
    Setting("mail.largest_mb", Number(1, MOST_ATTACHMENT_MB), 10),
    Setting("mail.original", Flag(), default=False),
    # The CRM's own mails come into a folder; "": CRM, below the inbox.
    Setting("mail.arrivals", Flag(), default=False),
    Setting("mail.arrivals_folder", Text(), ""),
    # Sent only where both are given: the address is the makers' or the firm's own.
    Setting("error_reports", Flag(), default=False),
    Setting("error_report_address", WebAddress(), ""),
    # Where a newer version is told; nothing is asked, fetched or installed without it.
    Setting("update_address", WebAddress(), ""),
)

SEPARATOR = ";"
"""Between the parts of a text that holds several."""

BY_NAME: Mapping[str, Setting] = {setting.name: setting for setting in TABLE}


@dataclass(frozen=True, slots=True)
class MailSettings:
    """What is filed, and what of it; ``folders`` are paths, ``never`` addresses and domains."""

    received: Mode
    sent: Mode
    folders: tuple[str, ...]
    never: frozenset[str]
    own_domains: frozenset[str]
    largest_mb: int
    original: bool
    arrivals: bool
    arrivals_folder: str

    @property
    def files(self) -> bool:
        """Whether any mail is filed, be it by hand."""
        return any(mode is not Mode.OFF for mode in (self.received, self.sent))


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting, typed; the same names as in `TABLE`."""

    language: str
    pick_list_language: str
    log_level: str
    auto_sync: bool
    login_at_start: bool
    crm_address: str
    connector: str
    field_map: Mapping[str, str]
    private_items: PrivateItems
    conflicts: Conflicts
    released: Released
    report_days: int
    default_type: str
    to_crm: Direction
    to_outlook: Direction
    search_offers: SearchOffers
    proxy: str
    ca_file: str
    polling_floor: int
    tasks: bool
    contacts_to_outlook: bool
    contacts_folder: str
    mail: MailSettings
    error_reports: bool
    error_report_address: str
    update_address: str

    def fields_at(self, host: str) -> Mapping[str, str]:
        """Attributes by their roles, for the CRM at this host ("" for one without)."""
        return at_host(self.field_map, host)

    def policy(self, zone: tzinfo, private_subject: str) -> Policy:
        """What the sync needs of them.

        ``zone`` is the user's own, ``private_subject`` stands for a subject that is not told.
        """
        return Policy(
            to_crm=self.to_crm,
            to_outlook=self.to_outlook,
            default_type=self.default_type or None,
            conflicts=self.conflicts,
            private=self.private_items,
            released=self.released,
            private_subject=private_subject,
            zone=zone,
        )


def check(name: str, raw: object) -> Value:
    """The value that ``raw`` means for this setting.

    Raises BadSettings for a value outside its limits and for an unknown name.
    """
    if name not in BY_NAME:
        raise BadSettings("There is no setting {key}.", key=name)
    return BY_NAME[name].check(raw)


def settings_of(chosen: Mapping[str, Value]) -> Settings:
    """Settings with these checked values, and the defaults for the rest."""
    values: dict[str, Any] = {row.name: chosen.get(row.name, row.default) for row in TABLE}
    return Settings(
        language=values["language"],
        pick_list_language=values["pick_list_language"],
        log_level=values["log_level"],
        auto_sync=values["auto_sync"],
        login_at_start=values["login_at_start"],
        crm_address=values["crm_address"],
        connector=values["connector"],
        field_map=dict(part.split("=") for part in listed(values["field_map"])),
        private_items=PrivateItems(values["private_items"]),
        conflicts=Conflicts(values["conflicts"]),
        released=Released(values["released"]),
        report_days=values["report_days"],
        default_type=values["default_type"],
        to_crm=_direction_of("to_crm", values),
        to_outlook=_direction_of("to_outlook", values),
        search_offers=SearchOffers(values["search_offers"]),
        proxy=values["proxy"],
        ca_file=values["ca_file"],
        polling_floor=values["polling_floor"],
        tasks=values["tasks"],
        contacts_to_outlook=values["contacts_to_outlook"],
        contacts_folder=values["contacts_folder"],
        mail=_mail_of(values),
        error_reports=values["error_reports"],
        error_report_address=values["error_report_address"],
        update_address=values["update_address"],
    )


def _mail_of(values: Mapping[str, Any]) -> MailSettings:
    return MailSettings(
        Mode(values["mail.received"]),
        Mode(values["mail.sent"]),
        listed(values["mail.folders"]),
        frozenset(each.casefold() for each in listed(values["mail.never"])),
        frozenset(each.casefold() for each in listed(values["mail.own_domains"])),
        values["mail.largest_mb"],
        values["mail.original"],
        values["mail.arrivals"],
        values["mail.arrivals_folder"],
    )


def listed(text: str) -> tuple[str, ...]:
    """The parts of a text setting that holds several."""
    return tuple(filter(None, (part.strip().lstrip("@") for part in text.split(SEPARATOR))))


def _direction_of(prefix: str, values: Mapping[str, Any]) -> Direction:
    create: Types = values[f"{prefix}.create_types"]
    change: Types = values[f"{prefix}.change_types"]
    window = Window(values[f"{prefix}.history_days"], values[f"{prefix}.forward_days"])
    return Direction(window, create, change)
