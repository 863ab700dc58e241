"""The figures on a screen."""

from tests.bench.figure import Better, Figure

_NAME, _NUMBER, _BUDGET = 66, 10, 18


def head() -> str:
    """The first line."""
    return f"{'':{_NAME}}{'measured':>{_NUMBER + 9}}{'budget':>{_BUDGET}}"


def line(figure: Figure) -> str:
    """One figure's line: ``ok`` or ``OVER`` where there is a budget."""
    name = f"  {figure.name:<{_NAME - 2}}"
    if figure.value is None:
        return f"{name}  not measured: {figure.note}"
    measured = f"{_number(figure.value):>{_NUMBER}} {figure.unit:<8}"
    if figure.budget is None:
        return f"{name}{measured}"
    sign = "<=" if figure.better is Better.LOWER else ">="
    budget = f"{sign} {_number(figure.budget)} {figure.unit}"
    return f"{name}{measured}{budget:>{_BUDGET}}  {'ok' if figure.kept else 'OVER'}"


def _number(value: float) -> str:
    if value == int(value) and abs(value) < 1e9:
        return f"{int(value):,}"
    return f"{value:,.1f}" if abs(value) >= 100 else f"{value:.3g}"
