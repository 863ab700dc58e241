"""What a log-in asks for, as fields of a window: in the connector's words, else in ours."""

from collections.abc import Mapping

from outlook_crm.domain.login_form import LoginForm

from .ribbon_state import Text
from .window import FieldKind, WindowField

_KINDS: Mapping[str, FieldKind] = {"api_key": "secret", "password": "secret"}
_LABELS: Mapping[str, str] = {
    "api_key": "API &key",
    "address": "CRM &address",
    "user": "&User name",
    "password": "&Password",
}


def asked(
    text: Text, form: LoginForm, name: str, value: str = "", *, hint: str = ""
) -> WindowField:
    """The field of this name, hidden where the CRM has no such thing."""
    label = text(form.labels[name]) if name in form.labels else text(_LABELS[name])
    if not hint and name in form.hints:
        hint = text(form.hints[name])
    return WindowField(
        name, _KINDS.get(name, "text"), label, value, hint=hint, hidden=name not in names(form)
    )


def names(form: LoginForm) -> frozenset[str]:
    """The fields that are asked for."""
    has = {"api_key": form.has_key, "password": form.has_password}
    return frozenset(name for name in _LABELS if has.get(name, True))


def missing(text: Text, form: LoginForm, name: str) -> str:
    """What is said beside a field that was left empty."""
    if name == "api_key" and form.which_key:
        return text(form.which_key)
    return text(_MISSING[name])


_MISSING: Mapping[str, str] = {
    "api_key": "Type the API key that your CRM administrator made.",
    "address": "Type the address of your CRM.",
    "user": "Type your user name in the CRM.",
    "password": "Type your password.",
}
