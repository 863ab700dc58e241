"""A benchmark run ends by itself, and what it could not measure it says."""

import json
import sys
from types import SimpleNamespace

import pytest
from tests.bench import __main__ as bench
from tests.bench.figure import Figure, Unmeasured
from tests.bench.results import Results


def good(*, whole):
    yield Figure("speed", 3.0, "s", 2)


def lacking(*, whole):
    yield Figure("size", 1.0, "MB", 2)
    raise Unmeasured("the tool could not be installed")


def broken(*, whole):
    yield Figure("heat", 1.0, "K")
    raise ValueError("no")


@pytest.fixture
def run(monkeypatch, tmp_path, capsys):
    modules = {f"tests.bench.{each.__name__}": each for each in (good, lacking, broken)}
    monkeypatch.setattr(bench, "import_module", lambda name: SimpleNamespace(figures=modules[name]))
    monkeypatch.setattr(bench, "BENCHMARKS", ("good", "lacking", "broken"))
    monkeypatch.setattr(bench, "Results", lambda **more: Results(tmp_path / "bench.json", **more))

    def go(*names):
        monkeypatch.setattr(sys, "argv", ["bench", *names])
        code = bench.main()
        rows = json.loads((tmp_path / "bench.json").read_text())
        return code, {row["name"]: row for row in rows}, capsys.readouterr().out

    return go


def test_what_is_lacking_is_a_row_that_says_so_and_the_rest_goes_on(run):
    code, rows, said = run("good", "lacking")
    assert code == 0
    assert rows["lacking"]["value"] is None
    assert rows["lacking"]["note"] == "the tool could not be installed"
    assert "not measured: the tool could not be installed" in said
    assert "3 rows: 1 over budget, 1 not measured, 0 broken" in said


def test_one_that_breaks_keeps_the_rows_it_had_and_is_told(run):
    code, rows, said = run()
    assert code == 1
    assert rows["heat"]["value"] == 1
    assert rows["broken"]["note"] == "broken: ValueError"
    assert said.rstrip().splitlines()[-2].endswith("2 not measured, 1 broken")


def test_rows_measured_before_stay_where_some_are_measured_anew(run):
    run()
    _, rows, _ = run("good")
    assert rows.keys() == {"speed", "size", "lacking", "heat", "broken"}


def test_each_row_is_in_the_file_as_soon_as_it_is_known(tmp_path):
    results = Results(tmp_path / "bench.json", keep=False)
    results.add(Figure("one", 1.0, "s"))
    assert [row["name"] for row in json.loads((tmp_path / "bench.json").read_text())] == ["one"]
