"""Random lives of a mailbox: whatever happens, each mail is filed once or left for a reason."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule
from tests.simulation.fuse import Crash
from tests.simulation.mail_world import MailWorld
from tests.unit.mail.mails import AINO, MARY, OTTO, received, sent

from outlook_crm import errors
from outlook_crm.domain.email import Attached, Correspondent
from outlook_crm.mail.values import Deed

# Each commit is flushed to the disk, which is what takes the time.
FAST = "/dev/shm" if Path("/dev/shm").is_dir() else None
SENDERS = (AINO, MARY, OTTO, Correspondent("", "x@bank.example"))
FOLDERS = ("inbox", "other", "sent")
SIZES = (10, 500, 5000)  # the last is above the cap


class MailMachine(RuleBasedStateMachine):
    """Users, sides and crashes; the last look is after everything works again."""

    mails = Bundle("mails")

    def __init__(self):
        super().__init__()
        self._folder = tempfile.TemporaryDirectory(dir=FAST)
        self.world = MailWorld(Path(self._folder.name))
        self.wanted: dict[str, int] = {}  # subject -> files that belong to it
        self.taken_out: set[str] = set()
        self.numbers = 0

    def teardown(self):
        try:
            self._check_the_end()
        finally:
            self.world.close()
            self._folder.cleanup()

    def _check_the_end(self):
        self.world.archive.down = False
        self.world.archive.lose_answers = 0
        self.world.mailbox.busy.clear()
        self.world.fuse.mend()
        for _ in range(4):
            self.world.clock.wait(minutes=11)
            self.world.sweep()
        wanted = {subject: 1 for subject in self.wanted if subject not in self.taken_out}
        assert self.world.records() == wanted
        for subject in wanted:
            assert len(self.world.files(subject)) == self.wanted[subject]
        for mail in self.world.mailbox.mails.values():
            # Another copy of what was taken out shows it only when something touches it.
            if mail.email.subject not in self.taken_out:
                assert bool(mail.stamp) == (mail.email.subject in wanted)
        assert not self.world.state.mails.intents("p")

    @rule(
        target=mails,
        sender=st.sampled_from(SENDERS),
        folder=st.sampled_from(FOLDERS),
        has_id=st.booleans(),
        private=st.booleans(),
        size=st.sampled_from(SIZES),
    )
    def arrives(self, sender, folder, has_id, private, size):
        self.numbers += 1
        subject = f"Mail {self.numbers}"
        about = {
            "subject": subject,
            "message_id": f"<{self.numbers}@b>" if has_id else "",
            "attachments": (Attached(1, f"{subject}.pdf", size), Attached(2, "small.txt", 1)),
            "at": self.world.clock(),
        }
        mail = sent(sender, **about) if folder == "sent" else received(sender, **about)
        if sender is AINO and not private:
            self.wanted[subject] = 1 + (size <= self.world.rules.largest)
        return self.world.mailbox.arrives(mail, folder, private=private)

    @rule(target=mails, spot=mails, folder=st.sampled_from(FOLDERS), copies=st.booleans())
    def moves_or_copies(self, spot, folder, copies):
        if spot.id not in self.world.mailbox.mails:
            return spot
        act = self.world.mailbox.copies if copies else self.world.mailbox.moves
        return act(spot, folder)

    @rule(spot=mails)
    def is_open_in_a_window(self, spot):
        self.world.mailbox.busy ^= {spot.id}

    @rule()
    def the_crm_goes_down_or_up(self):
        self.world.archive.down = not self.world.archive.down

    @rule(answers=st.integers(1, 3))
    def answers_are_lost(self, answers):
        self.world.archive.lose_answers = answers

    @rule(minutes=st.integers(0, 20))
    def time_passes(self, minutes):
        self.world.clock.wait(minutes=minutes)

    @rule(place=st.none() | st.integers(0, 12))
    def sweeps(self, place):
        self._act(self.world.sweep, place)

    @rule(spot=mails, place=st.none() | st.integers(0, 6))
    def tells_of_a_mail(self, spot, place):
        self._act(lambda: self.world.filing.arrived([spot]), place)

    @rule(spot=mails, place=st.none() | st.integers(0, 6))
    def takes_out(self, spot, place):
        mail = self.world.mailbox.mails.get(spot.id)
        filed = mail and self.world.filing.filed(mail)
        if not filed or filed.removed or self.world.archive.down:
            return
        self._act(lambda: self.world.filing.remove([spot]), place)
        begun = any(each.deed is Deed.REMOVE for each in self.world.state.mails.intents("p"))
        if begun or mail.email.subject not in self.world.records():
            self.taken_out.add(mail.email.subject)

    @invariant()
    def nothing_is_there_twice(self):
        assert all(count == 1 for count in self.world.records().values())
        assert self.world.records().keys() <= self.wanted.keys()

    def _act(self, act, place):
        if place is not None:
            self.world.fuse.blow_at(place)
        try:
            act()
        except Crash:
            self.world.restart()
        except errors.Unreachable:
            pass
        self.world.fuse.mend()


TestMailMachine = MailMachine.TestCase
TestMailMachine.settings = settings(
    max_examples=60,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
