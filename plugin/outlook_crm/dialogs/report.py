"""What the runs did, and the user's word on what waits."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from outlook_crm.domain.kind import Kind
from outlook_crm.domain.side import Side
from outlook_crm.error_reports import ErrorReports
from outlook_crm.errors import Users
from outlook_crm.outlook import records
from outlook_crm.outlook.gateway import Gateway
from outlook_crm.outlook.series import parted
from outlook_crm.pairing import Pairing
from outlook_crm.sync.report import to_json
from outlook_crm.ui import report_window as view
from outlook_crm.ui.report_export import to_csv
from outlook_crm.ui.report_rows import Deed, Row, Shown, Told
from outlook_crm.ui.report_window import View
from outlook_crm.ui.window import Patch

from .browser import open_page
from .dialog import Dialog, Surroundings, Values

_LOOKS = frozenset({Deed.OPEN, Deed.PAGE})  # they change nothing


class ReportDialog(Dialog):
    """Shows the reports of the last runs, and what became of error reports."""

    name = view.NAME

    def __init__(self, around: Surroundings, gateway: Gateway, reports: ErrorReports) -> None:
        super().__init__(around)
        self._gateway = gateway
        self._reports = reports
        self._view: View | None = None
        self._deeds: Mapping[Deed, Callable[[Pairing, Row], None]] = {
            Deed.OPEN: self._open_item,
            Deed.PAGE: self._open_page,
            Deed.RETRY: lambda pairing, _: pairing.synchronise(),
            Deed.APPROVE: _approve,
            Deed.APPROVE_ALL: lambda at, row: at.runs.decide(approved=row.alike),
            Deed.OUTLOOK: lambda at, row: at.runs.decide(answers={row.crm_id: Side.OUTLOOK}),
            Deed.CRM: lambda at, row: at.runs.decide(answers={row.crm_id: Side.CRM}),
            Deed.RESTORE: _undo,
            Deed.UNDO: _undo,
            Deed.TAKE_IN: lambda at, row: at.runs.take_in(row.crm_id),
        }

    def open(self, shown: Shown = Shown.ALL) -> None:
        """Show the window anew."""
        self._around.worker(lambda: self._open(shown))

    def change(self, field: str, values: Values) -> None:
        """Another run, other rows, or another row."""
        if self._view is None:
            return
        if field == "items":
            if (row := self._row(values)) is not None:
                self._around.update(view.chosen(self._text, row))
            return
        self._view = replace(
            self._view, run=int(values["run"] or 0), shown=Shown(values["shown"] or Shown.ALL)
        )
        self._around.update(view.turned(self._text, self._view))

    def submit(self, button: str, values: Values) -> None:
        """Do what was chosen with the row."""
        row, deed = self._row(values), str(values["deed"])
        if row is None or not deed:
            self._complain({})
            return
        post = self._around.clerk if deed in _LOOKS else self._around.worker
        post(self._attempt(lambda: self._do(Deed(deed), row), lambda: self._done(Deed(deed))))

    def write(self, button: str, path: Path, values: Values) -> None:
        """Export the report to the file that the user named."""
        self._around.worker(self._attempt(partial(self._export, path), lambda: None))

    # ---- on other threads

    def _open(self, shown: Shown) -> None:
        if runs := self._known_runs():
            waiting, sent = self._reports.counts
            faults = view.error_reports(self._text, waiting, sent)
            run = view.telling(runs) if shown is Shown.ALL else 0
            self._view = View(runs, self._around.house.zone, run, shown, faults)
        else:
            self._view = None
        self._close()  # an older one that is open still
        self._around.show(view.window(self._text, self._view))

    def _known_runs(self) -> list[Sequence[Told]]:
        """Newest first; before them, where there are several, the last run of each pairing."""
        each_ones = [told for each in self._around.session.pairings if (told := self._of(each))]
        every = [told for ones in each_ones for told in ones]
        every.sort(key=lambda told: told.report.started, reverse=True)
        last = [told for told, *_ in each_ones]
        return [*([last] if len(last) > 1 else []), *([told] for told in every)]

    def _of(self, pairing: Pairing) -> list[Told]:
        """A pairing's reports; the last run as it stands now, with what runs before it left."""
        last, known = pairing.last_report, list(pairing.runs.history())
        if last is not None:
            known = [last, *(each for each in known if each.started != last.started)]
        titles = self._around.session.titles
        whose = titles.get(pairing.id, "") if len(titles) > 1 else ""
        declined = pairing.runs.declined()
        return [Told(each, pairing.id, whose, declined) for each in known]

    def _row(self, values: Values) -> Row | None:
        found = self._view.rows(self._text) if self._view else []
        number = int(values["items"])
        return found[number] if 0 <= number < len(found) else None

    def _do(self, deed: Deed, row: Row) -> None:
        if (pairing := self._around.session.named(row.pairing)) is not None:
            self._deeds[deed](pairing, row)

    def _open_item(self, pairing: Pairing, row: Row) -> None:
        entry_id, _ = parted(row.outlook_id)  # of an occurrence its series is opened
        question = {"store": pairing.record.store, "id": entry_id}
        records.opened(self._gateway.Show(json.dumps(question)))

    def _open_page(self, pairing: Pairing, row: Row) -> None:
        if (crm := pairing.crm) is None:
            raise Users("Log in to the CRM first.")
        addresses = {Kind.CONTACTS: crm.contact_address, Kind.MAILS: crm.mail_address}
        open_page(self._around, addresses.get(row.of, crm.web_address)(row.crm_id))

    def _done(self, deed: Deed) -> None:
        if deed in _LOOKS:
            self._complain({})
        else:
            self._open(self._view.shown if self._view else Shown.ALL)

    def _export(self, path: Path) -> None:
        if self._view is None:
            return
        told = self._view.told
        if path.suffix.lower() == f".{view.JSON}":
            reports = [to_json(each.report) for each in told]
            data = (f"[{','.join(reports)}]" if len(told) > 1 else reports[0]).encode()
        else:
            data = to_csv(self._text, told, self._view.zone).encode("utf-8-sig")
        try:
            path.write_bytes(data)
        except OSError as error:
            raise Users("The file cannot be written: {reason}", reason=error.strerror) from None
        written = self._text("Written to {place}", place=path)
        self._around.update(Patch(self.name, message=written, busy=False))


def _approve(pairing: Pairing, row: Row) -> None:
    answers = {row.crm_id: Side.CRM} if row.released else {}
    pairing.runs.decide(approved=frozenset([row.crm_id]), answers=answers)


def _undo(pairing: Pairing, row: Row) -> None:
    if row.undo is not None:
        pairing.runs.undo(row.undo)
