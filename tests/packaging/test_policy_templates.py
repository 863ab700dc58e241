"""The policy templates hold every setting, hang together, and write what the add-in reads."""

import re
from xml.etree import ElementTree as ET

import pytest

from outlook_crm.settings import policy_templates
from outlook_crm.settings.kinds import Choice, Number
from outlook_crm.settings.model import BY_NAME, TABLE
from outlook_crm.settings.policy import KEY, RECOMMENDED, Hive, RegistryPolicy
from outlook_crm.ui.catalog import LANGUAGES, Catalog

N = "{http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions}"
SHOWN_BY = {
    "decimal": "decimalTextBox",
    "enum": "dropdownList",
    "multiText": "multiTextBox",
    "text": "textBox",
}
IN_ORDER = ["policyNamespaces", "resources", "supportedOn", "categories", "policies"]


@pytest.fixture(scope="module")
def admx():
    return ET.fromstring(policy_templates.admx())


@pytest.fixture(scope="module", params=LANGUAGES)
def adml(request):
    return ET.fromstring(policy_templates.adml(Catalog(request.param).text))


def test_each_language_has_its_windows_culture():
    assert set(policy_templates.CULTURES) == set(LANGUAGES)


def test_each_setting_can_be_locked_and_preset(admx):
    written = {
        (policy.get("key"), one.get("valueName"))
        for policy in admx.iter(f"{N}policy")
        for one in policy.iter()
        if one.get("valueName")
    }
    assert written == {(key, row.name) for key in (KEY, RECOMMENDED) for row in TABLE}
    assert {policy.get("class") for policy in admx.iter(f"{N}policy")} == {"Both"}


def test_the_parts_stand_in_the_schemas_order(admx):
    assert [part.tag.removeprefix(N) for part in admx] == IN_ORDER


def test_names_are_identifiers_and_given_once(admx):
    names = [one.get("name") for tag in ("policy", "category") for one in admx.iter(N + tag)]
    assert len(names) == len(set(names))
    ids = [one.get("id") for policy in admx.iter(f"{N}policy") for one in policy.iter()]
    assert all(re.fullmatch(r"\w+", name) for name in [*names, *filter(None, ids)])


def test_what_is_referred_to_is_there(admx):
    categories = {one.get("name") for one in admx.iter(f"{N}category")}
    assert {one.get("ref") for one in admx.iter(f"{N}parentCategory")} <= categories
    defined = {one.get("name") for one in admx.iter(f"{N}definition")}
    assert {one.get("ref") for one in admx.iter(f"{N}supportedOn")} - {None} == defined


def test_every_word_is_there_and_used(admx, adml):
    used = set(re.findall(r"\$\(string\.(\w+)\)", ET.tostring(admx, encoding="unicode")))
    given = [one.get("id") for one in adml.iter(f"{N}string")]
    assert sorted(given) == sorted(used)
    assert all((one.text or "").strip() for one in adml.iter(f"{N}string"))


def test_every_value_has_the_control_that_shows_it(admx, adml):
    shown = {one.get("id"): list(one) for one in adml.iter(f"{N}presentation")}
    referred = set()
    for policy in admx.iter(f"{N}policy"):
        elements = policy.find(f"{N}elements")
        if elements is None:
            assert policy.get("presentation") is None
            continue
        name = re.fullmatch(r"\$\(presentation\.(\w+)\)", policy.get("presentation"))[1]
        referred.add(name)
        (element,), (control,) = list(elements), shown[name]
        assert control.get("refId") == element.get("id")
        assert control.tag == N + SHOWN_BY[element.tag.removeprefix(N)]
    assert referred == set(shown)


def test_limits_and_choices_are_the_settings(admx):
    for element in admx.iter():
        kind = BY_NAME[element.get("valueName")].kind if element.get("valueName") else None
        if isinstance(kind, Number):
            limits = (int(element.get("minValue")), int(element.get("maxValue")))
            assert limits == (kind.minimum, kind.maximum)
        if isinstance(kind, Choice):
            assert tuple(one.text for one in element.iter(f"{N}string")) == kind.words


TYPED = {"field_map": "location=cf_place", "connector": "ics"}  # all others may be addresses


class Registry:
    """What Group Policy writes when an administrator enables a policy."""

    def __init__(self, admx, key):
        self.key, self.found = key, {}
        for policy in admx.iter(f"{N}policy"):
            if policy.get("key") == key:
                self.found.update(dict(self.enabled(policy)))

    @staticmethod
    def enabled(policy):
        for number in policy.findall(f"{N}enabledValue/{N}decimal"):
            yield policy.get("valueName"), int(number.get("value"))
        for element in policy.findall(f"{N}elements/*"):
            match element.tag.removeprefix(N):
                case "decimal":
                    value = int(element.get("maxValue"))
                case "enum":
                    value = next(element.iter(f"{N}string")).text
                case "multiText":
                    value = ["Meeting", "Call"]
                case "text":
                    value = TYPED.get(element.get("valueName"), "https://crm.example.com:443")
            yield element.get("valueName"), value

    def values(self, hive, key):
        return self.found if (hive, key) == (Hive.MACHINE, self.key) else {}


@pytest.mark.parametrize("key", [KEY, RECOMMENDED])
def test_the_add_in_reads_what_an_enabled_policy_writes(admx, key):
    policy = RegistryPolicy(Registry(admx, key)).policy()
    assert set(policy.locked if key == KEY else policy.preset) == set(BY_NAME)
