"""Preferences, step 2: what is kept in step."""

from collections.abc import Collection, Sequence
from functools import partial

from outlook_crm.errors import BadSettings, Theirs, Users
from outlook_crm.mail.rules import Place
from outlook_crm.outlook.calendars import Profile, profile
from outlook_crm.outlook.gateway import Gateway
from outlook_crm.outlook.mails import mail_folders
from outlook_crm.settings.effective import Effective
from outlook_crm.settings.kinds import Value
from outlook_crm.ui import details_window as view
from outlook_crm.ui.window import Choice

from .default_question import DefaultQuestion
from .dialog import Dialog, Surroundings, Values

_OF_THE_DEFAULT = ("default_type", "to_crm.create_types")
"""The fields that decide how many appointments a default type concerns, and tell of edits."""


class DetailsDialog(Dialog):
    """Shows the settings that hold and saves those the user changed."""

    name = view.NAME

    def __init__(self, around: Surroundings, gateway: Gateway) -> None:
        super().__init__(around)
        self._gateway = gateway
        self._folders: Sequence[Choice] = ()
        self._mail_folders: Sequence[Choice] = ()
        self._shown: Effective = around.house.chosen
        self._types: Sequence[Choice] = ()
        self._awaited = False
        self._question = DefaultQuestion(around.session)
        self._counts = 0

    def open_after_pairing(self) -> None:
        """Show the window; nothing is synchronised before it is closed."""
        self._awaited = True
        self.open()

    def closed(self) -> None:
        """Nothing was changed; what waited for this window goes on."""
        if self._awaited:
            self._awaited = False
            self._around.worker(self._around.session.synchronise)

    def open(self) -> None:
        """Ask Outlook for its folders of contacts, then show the window."""
        self._around.clerk(self._open)

    def _open(self) -> None:
        self._folders = self._contact_folders()
        self._mail_folders = self._folders_of_mails()
        self._shown = self._around.house.chosen
        pairings = self._around.session.pairings
        types = {each.value: each.label for one in pairings for each in one.pick_lists.types}
        self._types = [Choice(value, label) for value, label in types.items()]
        self._around.show(
            view.window(
                self._text,
                self._shown,
                self._types,
                self._folders,
                mail_folders=self._mail_folders,
                first=self._question.first,
            )
        )
        self._count({})

    def change(self, field: str, values: Values) -> None:
        """Say at once which direction is silent now, and soon whom the default type concerns."""
        self._around.update(view.changed(values, self._text))
        if field in _OF_THE_DEFAULT:
            self._count(values)

    def submit(self, button: str, values: Values) -> None:
        """Save; the sync follows at once."""
        changes, errors = self._parsed(values)
        if errors:
            self._complain(errors)
            return
        try:
            self._around.house.save(changes)
        except BadSettings as wrong:
            self._complain({}, self._around.house.catalog.tell(wrong))
            return
        if self._awaited or "default_type" in changes or view.for_all(values):
            kind = self._around.house.chosen.settings.default_type or None
            existing = view.for_all(values)
            self._around.worker(partial(self._question.answer, kind, existing=existing))
        self._awaited = False
        self._around.worker(self._around.session.settings_changed)
        self._close()

    def _parsed(self, values: Values) -> tuple[dict[str, Value], dict[str, str]]:
        return view.parse(
            values,
            self._text,
            self._shown,
            self._types,
            self._folders,
            mail_folders=self._mail_folders,
        )

    def _count(self, values: Values) -> None:
        self._counts += 1
        self._around.worker(partial(self._tell_count, self._counts, values))

    def _tell_count(self, number: int, values: Values) -> None:
        if number != self._counts:
            return  # of what is chosen by now another count comes
        try:
            count = self._question.count(self._around.house.imagined(self._parsed(values)[0]))
        except (Theirs, Users):
            return  # the question then stays as it is
        self._around.update(view.counted(self._text, count, first=self._question.first))

    def _folders_of_mails(self) -> Sequence[Choice]:
        """The accounts', but for those whose mails are never filed; none while Outlook is busy."""
        accounts = self._accounts()
        try:
            folders = mail_folders(self._gateway) if accounts else ()
        except Theirs:
            return ()
        kept = (Place.INBOX, Place.SENT, Place.OTHER)
        mine = [each for each in folders if each.account in accounts and each.place in kept]
        return [Choice(each.path, each.path) for each in mine]

    def _contact_folders(self) -> Sequence[Choice]:
        """The accounts', but for their own, always offered; none while Outlook is busy."""
        accounts = self._accounts()
        try:
            outlook = profile(self._gateway) if accounts else Profile((), ())
        except Theirs:
            return ()
        folders = [each for account in accounts for each in outlook.contacts_of(account)]
        return [Choice(each.path, each.path) for each in folders if not each.default]

    def _accounts(self) -> Collection[str]:
        """Of all pairings, in their order: the settings are for all of them."""
        return dict.fromkeys(each.record.account for each in self._around.session.pairings)
