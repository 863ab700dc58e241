"""The templates for Group Policy and Intune: one policy to lock a setting, one to preset it.

Made from the table of settings, so that none can be forgotten; the words are message
ids of the catalogs.  What the registry then holds, `policy` reads.

- a flag: enabled is yes, disabled is no;
- a number, a text, a choice: the value;
- a list of types: a type a line, or the one line ``all``.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from .kinds import Choice, Flag, Number, TypeList
from .model import TABLE, Setting
from .policy import KEY, RECOMMENDED

FILE_NAME = "OutlookCrm"
CULTURES: Mapping[str, str] = {
    "en": "en-US",
    "da": "da-DK",
    "de": "de-DE",
    "et": "et-EE",
    "fi": "fi-FI",
    "fr": "fr-FR",
    "nb": "nb-NO",
    "sv": "sv-SE",
}
"""The folder of each language's words, as Windows names it."""

Text = Callable[[str], str]

_NAMESPACE = "http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions"
_REVISION = "1.0"
_PREFIX = "outlookcrm"
_LONGEST = "2000"  # of a text, as kinds.Text


_NAMES: Mapping[str, str] = {
    "language": "Language",
    "pick_list_language": "Language of the CRM's pick lists",
    "log_level": "Log level",
    "auto_sync": "Synchronise automatically",
    "login_at_start": "Log in when Outlook starts",
    "crm_address": "Address of the CRM",
    "connector": "Kind of CRM",
    "field_map": "Fields of the CRM",
    "private_items": "Private appointments",
    "conflicts": "Both sides changed the same field",
    "released": "Appointments whose CRM record the user may no longer see",
    "report_days": "Days that reports are kept",
    "default_type": "Activity type of new appointments",
    "to_crm.history_days": "Outlook to CRM: days of history",
    "to_crm.forward_days": "Outlook to CRM: days forward",
    "to_crm.create_types": "Outlook to CRM: types to create",
    "to_crm.change_types": "Outlook to CRM: types to change and delete",
    "to_outlook.history_days": "CRM to Outlook: days of history",
    "to_outlook.forward_days": "CRM to Outlook: days forward",
    "to_outlook.create_types": "CRM to Outlook: types to create",
    "to_outlook.change_types": "CRM to Outlook: types to change and delete",
    "proxy": "Proxy",
    "ca_file": "File of certificate authorities",
    "polling_floor": "Shortest time between two questions to the CRM (seconds)",
    "search_offers": "Records that searches offer",
    "tasks": "Synchronise tasks",
    "contacts_to_outlook": "Contacts of activities into the address book",
    "contacts_folder": "Folder for contacts",
    "mail.received": "Received e-mails that are filed",
    "mail.sent": "Sent e-mails that are filed",
    "mail.folders": "Folders whose e-mails are filed",
    "mail.never": "Addresses and domains never filed",
    "mail.own_domains": "Domains of colleagues",
    "mail.largest_mb": "Largest attachment that is filed (MB)",
    "mail.original": "File e-mails as .eml files, too",
    "mail.arrivals": "Bring e-mails of the CRM to Outlook",
    "mail.arrivals_folder": "Folder for e-mails of the CRM",
    "error_reports": "Send error reports",
    "error_report_address": "Address of error reports",
    "update_address": "Address that tells of updates",
}

_HELP: Mapping[str, str] = {
    "language": "The language of windows, messages and buttons. auto: Outlook's own.",
    "pick_list_language": "same: that of the add-in.",
    "log_level": "How much the log file holds; never passwords, never the content of appointments.",
    "auto_sync": "Changes travel by themselves. Off: only when the user clicks Synchronise now.",
    "login_at_start": "A remembered login is used as soon as Outlook has started.",
    "crm_address": "What the user's preferences propose, such as https://crm.example.com.",
    "connector": (
        "crmservice, or the name of a connector that was installed beside it. It holds for"
        " pairings made later, whose address names no connector."
    ),
    "field_map": (
        "Which attribute of the CRM stands for a field where it is not found by its name or"
        " label, such as location=cf_place; status=cf_state. It holds from the next login."
        " crm.example.com/location=cf_place is for the CRM of that address alone."
    ),
    "private_items": (
        "full: they go to the CRM as others do. busy: only their time goes. none: they stay"
        " in Outlook."
    ),
    "conflicts": (
        "newest: the later change stays. outlook or crm: that side's change stays. ask: the"
        " user decides. What did not stay is kept in the report."
    ),
    "released": "hold: they stay, and the user is asked. remove: they go to Deleted Items.",
    "report_days": "Reports of synchronisations hold subjects; older ones are removed.",
    "default_type": (
        "For appointments whose type nobody chose. Empty: such appointments stay in Outlook."
    ),
    "history_days": (
        "Appointments that ended longer ago are not created or changed on the other side."
    ),
    "forward_days": (
        "Appointments that begin later are not created or changed on the other side yet."
    ),
    "create_types": (
        "Of which activity types new appointments travel, one a line. The one line all: every"
        " type, also those made later."
    ),
    "change_types": (
        "Of which activity types changes and deletions travel, one a line. The one line all:"
        " every type, also those made later."
    ),
    "search_offers": (
        "What is offered before a word is typed. mine: the user's own records. all: every"
        " record that the user may see."
    ),
    "proxy": (
        "system: what Windows says. none: no proxy. Else an address such as"
        " http://proxy.example.com:8080, without user name and password."
    ),
    "ca_file": "A PEM file with authorities that are trusted besides those of Windows.",
    "polling_floor": "The CRM is never asked for changes more often than this by itself.",
    "tasks": (
        "Activities of the type Task and the tasks of the account's own task folder are kept in"
        " step, each on the day it is due."
    ),
    "contacts_to_outlook": (
        "The CRM's contacts that synchronised appointments are linked to come into the address"
        " book and are kept up to date there. None is ever deleted."
    ),
    "contacts_folder": "Its path as Outlook shows it. Empty: the account's own contacts folder.",
    "received": (
        "off: none. hand: those the user files. known: those with somebody the CRM knows."
        " folders: those in chosen folders."
    ),
    "sent": (
        "off: none. hand: those the user files. known: those with somebody the CRM knows."
        " folders: those in chosen folders."
    ),
    "folders": "Their paths as Outlook shows them, with semicolons between.",
    "never": "Such as bank.example.com; boss@example.com. No e-mail they are in is ever filed.",
    "own_domains": (
        "E-mails between colleagues alone are never filed. Empty: the domain of the account."
    ),
    "largest_mb": "Larger attachments stay in Outlook.",
    "original": "Rebuilt from what Outlook shows, with the transport headers.",
    "arrivals": "The user's e-mails that only the CRM has come into a folder, marked as read.",
    "arrivals_folder": "Its path as Outlook shows it. Empty: CRM, below the inbox.",
    "error_reports": "Errors are reported to the address of error reports, without personal data.",
    "error_report_address": "Such as https://reports.example.com. Empty: nothing is reported.",
    "update_address": (
        "Such as https://intranet.example.com/outlook-crm.json, asked once a day. A newer version"
        " is told to the user and never installed. Empty: nothing is asked."
    ),
}

_RULES: Mapping[str, str] = {
    "lock": "A lock: the user sees the value and cannot change it.",
    "preset": "A preset: it holds until the user chooses another value.",
}


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a policy writes: the locks' key or the presets'."""

    suffix: str
    key: str
    category: str
    rule: str


_PLACES = (
    _Place("", KEY, "OutlookCrm", "lock"),
    _Place("_preset", RECOMMENDED, "Recommended", "preset"),
)


def admx() -> str:
    """OutlookCrm.admx: the policies themselves, without words."""
    root = ET.Element("policyDefinitions", revision=_REVISION, schemaVersion="1.0")
    root.set("xmlns", _NAMESPACE)
    spaces = ET.SubElement(root, "policyNamespaces")
    ET.SubElement(spaces, "target", prefix=_PREFIX, namespace="OutlookCrm.Policies")
    ET.SubElement(root, "resources", minRequiredRevision=_REVISION)
    definitions = ET.SubElement(ET.SubElement(root, "supportedOn"), "definitions")
    ET.SubElement(definitions, "definition", name="Supported", displayName=_string("Supported"))
    categories = ET.SubElement(root, "categories")
    ET.SubElement(categories, "category", name="OutlookCrm", displayName=_string("OutlookCrm"))
    below = ET.SubElement(
        categories, "category", name="Recommended", displayName=_string("Recommended")
    )
    ET.SubElement(below, "parentCategory", ref="OutlookCrm")
    policies = ET.SubElement(root, "policies")
    for place in _PLACES:
        for setting in TABLE:
            _policy(policies, setting, place)
    return _document(root)


def adml(text: Text) -> str:
    """OutlookCrm.adml: the words in one language; ``text`` is that catalog's."""
    root = ET.Element("policyDefinitionResources", revision=_REVISION, schemaVersion="1.0")
    root.set("xmlns", _NAMESPACE)
    ET.SubElement(root, "displayName").text = text("CRM add-in for Outlook")
    ET.SubElement(root, "description").text = text("CRM add-in for Outlook")
    resources = ET.SubElement(root, "resources")
    strings = ET.SubElement(resources, "stringTable")
    for key, words in _strings(text):
        ET.SubElement(strings, "string", id=key).text = words
    presentations = ET.SubElement(resources, "presentationTable")
    for place in _PLACES:
        for setting in TABLE:
            _presentation(presentations, setting, place, text)
    return _document(root)


def _policy(policies: ET.Element, setting: Setting, place: _Place) -> None:
    name = _id(setting) + place.suffix
    policy = ET.SubElement(
        policies,
        "policy",
        {
            "name": name,
            "class": "Both",
            "displayName": _string(_id(setting)),
            "explainText": _string(f"{name}_help"),
            "key": place.key,
        },
    )
    if isinstance(setting.kind, Flag):
        policy.set("valueName", setting.name)
    else:
        policy.set("presentation", f"$(presentation.{name})")
    ET.SubElement(policy, "parentCategory", ref=place.category)
    ET.SubElement(policy, "supportedOn", ref="Supported")
    if isinstance(setting.kind, Flag):
        for answer, number in (("enabledValue", "1"), ("disabledValue", "0")):
            ET.SubElement(ET.SubElement(policy, answer), "decimal", value=number)
    else:
        _element(ET.SubElement(policy, "elements"), setting)


def _element(elements: ET.Element, setting: Setting) -> None:
    named = {"id": _id(setting), "valueName": setting.name}
    match setting.kind:
        case Number(minimum=minimum, maximum=maximum):
            limits = {"minValue": str(minimum), "maxValue": str(maximum)}
            ET.SubElement(elements, "decimal", {**named, "required": "true", **limits})
        case Choice(words=words):
            enum = ET.SubElement(elements, "enum", {**named, "required": "true"})
            for word in words:
                item = ET.SubElement(enum, "item", displayName=_string(_word(setting, word)))
                ET.SubElement(ET.SubElement(item, "value"), "string").text = word
        case TypeList():
            ET.SubElement(elements, "multiText", named)
        case _:
            ET.SubElement(elements, "text", {**named, "maxLength": _LONGEST})


def _presentation(presentations: ET.Element, setting: Setting, place: _Place, text: Text) -> None:
    if isinstance(setting.kind, Flag):
        return
    shown = ET.SubElement(presentations, "presentation", id=_id(setting) + place.suffix)
    label = text(_NAMES[setting.name])
    reference = {"refId": _id(setting)}
    match setting.kind:
        case Number():
            box = {**reference, "defaultValue": str(setting.default)}
            ET.SubElement(shown, "decimalTextBox", box).text = label
        case Choice(words=words):
            at = str(words.index(str(setting.default)))
            ET.SubElement(shown, "dropdownList", {**reference, "defaultItem": at}).text = label
        case TypeList():
            ET.SubElement(shown, "multiTextBox", reference).text = label
        case _:
            box_of_text = ET.SubElement(shown, "textBox", reference)
            ET.SubElement(box_of_text, "label").text = label


def _strings(text: Text) -> Iterator[tuple[str, str]]:
    yield "OutlookCrm", text("CRM add-in for Outlook")
    yield "Recommended", text("Presets that users may change")
    yield "Supported", text("Classic Outlook for Windows with the CRM add-in")
    for setting in TABLE:
        yield _id(setting), text(_NAMES[setting.name])
        for place in _PLACES:
            explained = f"{text(_HELP[_last(setting)])}\n\n{text(_RULES[place.rule])}"
            yield f"{_id(setting)}{place.suffix}_help", explained
        if isinstance(setting.kind, Choice):
            # The file's own words: they are what logs, doctor and the help speak of.
            yield from ((_word(setting, word), word) for word in setting.kind.words)


def _last(setting: Setting) -> str:
    """The name without its direction, of which the help does not speak."""
    return setting.name.rpartition(".")[2]


def _id(setting: Setting) -> str:
    return setting.name.replace(".", "_")


def _word(setting: Setting, word: str) -> str:
    return f"{_id(setting)}_is_{word}"


def _string(key: str) -> str:
    return f"$(string.{key})"


def _document(root: ET.Element) -> str:
    ET.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"
