"""What a log-in asks the user for, in the words of the CRM's connector."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class LoginForm:
    """The address and the user are asked for always, key and password where the CRM has them.

    ``name`` is what users call the CRM.  ``labels`` and ``hints`` are those of the fields
    address, api_key, user and password, for which the add-in has words of its own; in a
    label ``&`` stands before the access key.  ``which_key`` says what to type, ``key_fits``
    that the CRM took it.  All of them are told in the user's language where the add-in's
    catalogs have them, else as they stand.
    """

    name: str
    has_key: bool = True
    has_password: bool = True
    labels: Mapping[str, str] = field(default_factory=dict)
    hints: Mapping[str, str] = field(default_factory=dict)
    which_key: str = ""
    key_fits: str = ""
