"""The tree of errors is the one its docstring draws, and a sentence is finished safely."""

import inspect
import re

import pytest

from outlook_crm import errors


def kinds():
    return [
        each
        for _, each in inspect.getmembers(errors, inspect.isclass)
        if each.__module__ == errors.__name__
    ]


def test_the_drawing_holds_every_kind_and_no_other():
    drawn = re.findall(r"^[ |+-]*-- (\w+)", errors.__doc__, re.MULTILINE)
    assert {"Error", *drawn} == {kind.__name__ for kind in kinds()}


@pytest.mark.parametrize("kind", kinds())
def test_every_kind_tells_its_sentence_with_its_values(kind):
    error = kind("{days} days of {what} are too many.", days=61, what="{history}")
    assert str(error) == error.text == "61 days of {history} are too many."
    assert error.message == "{days} days of {what} are too many."


def test_busy_says_how_long_if_it_knows():
    assert errors.Busy("Wait.").retry_after is None
    assert errors.Busy("Wait.", retry_after=2.5).retry_after == 2.5
