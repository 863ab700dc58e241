"""Why a request is turned down; `documents.handle_exception` puts them on the wire."""

from rest_framework.exceptions import APIException, ParseError


class BadParameter(ParseError):
    """A query parameter that cannot be used: 400, ``parameter`` names it."""

    def __init__(self, parameter: str, detail: str):
        super().__init__(detail)
        self.parameter = parameter


class UnknownName(ParseError):
    """A member of the document that the module does not have: 400."""

    def __init__(self, pointer: str, detail: str):
        super().__init__(detail)
        self.pointer = pointer


class NotOffered(APIException):
    """Something the CRM knows of but does not do: 501."""

    status_code = 501
    default_detail = "Not implemented"
