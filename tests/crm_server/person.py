"""A user of the CRM who works in it, for tests that need its other end."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import requests

from .choices import TOKEN_PATH
from .seeded import OUTLOOK_KEY, PASSWORD
from .switchboard import BESIDE

PATIENCE = 30  # seconds for an answer, a start or a stop on a busy machine

_NO_PROXIES = {"http": "", "https": ""}  # whatever the machine's settings say


class Person:
    """Someone who is logged in and makes, changes and deletes records over the API.

    ``beside``: faults and latency do not meet this person, and the log of requests
    does not tell of them, so that a test sees its own client's alone.
    """

    def __init__(self, base: str, user: str, *, verify: bool | str = True, beside: bool = False):
        self._base = base
        self._user = user
        self._verify = verify
        self._headers = {BESIDE: "yes"} if beside else {}
        self._token = ""

    def ask(self, method: str, path: str, body: Any = None, **parameters: str) -> requests.Response:
        """One API request with a whole document, whatever its answer."""
        answer = self._ask(method, path, body, parameters)
        if answer.status_code == HTTPStatus.UNAUTHORIZED:  # a test ended all tokens
            self._token = ""
            answer = self._ask(method, path, body, parameters)
        return answer

    def call(
        self, method: str, path: str, data: Any = None, **parameters: str
    ) -> requests.Response:
        """One API request; ``data`` is the document's.  Raises requests.HTTPError."""
        answer = self.ask(method, path, None if data is None else {"data": data}, **parameters)
        answer.raise_for_status()
        return answer

    def create(self, module: str, **attributes) -> str:
        """Make a record; its id."""
        data = {"type": module, "attributes": attributes}
        return self.call("POST", module, data).json()["data"]["id"]

    def get(self, module: str, key: str) -> dict[str, Any]:
        """A record's attributes."""
        return self.call("GET", f"{module}/{key}").json()["data"]["attributes"]

    def change(self, module: str, key: str, **attributes):
        data = {"type": module, "id": str(key), "attributes": attributes}
        self.call("PATCH", f"{module}/{key}", data)

    def delete(self, module: str, key: str):
        self.call("DELETE", f"{module}/{key}")

    def link(self, module: str, key: str, relation: str, *ends: str):
        """Link more records to the record; ``relation`` is named as their module."""
        self._links("POST", module, key, relation, ends)

    def unlink(self, module: str, key: str, relation: str, *ends: str):
        self._links("DELETE", module, key, relation, ends)

    def _links(self, method: str, module: str, key: str, relation: str, ends):
        data = [{"type": relation, "id": str(end)} for end in ends]
        self.call(method, f"{module}/{key}/relationships/{relation}", data)

    def token(self) -> str:
        """The access token; asked for once."""
        if not self._token:
            form = {
                "grant_type": "password",
                "username": self._user,
                "password": PASSWORD,
                "client_id": OUTLOOK_KEY,
            }
            url = f"{self._base}/{TOKEN_PATH}"
            answer = requests.post(url, form, headers=self._headers, **self._options())
            answer.raise_for_status()
            self._token = answer.json()["access_token"]
        return self._token

    def _ask(self, method: str, path: str, body: Any, parameters: Mapping[str, str]):
        headers = {**self._headers, "Authorization": f"Bearer {self.token()}"}
        if body is not None:
            headers["Content-Type"] = "application/vnd.api+json"
        url = f"{self._base}/{path}"
        return requests.request(
            method, url, json=body, params=parameters, headers=headers, **self._options()
        )

    def _options(self) -> dict[str, Any]:
        return {"timeout": PATIENCE, "verify": self._verify, "proxies": _NO_PROXIES}
