"""Random lives of a mailbox: whatever happens, each mail is filed once or left for a reason."""

import contextlib
import tempfile
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule
from tests.simulation.fuse import Crash
from tests.simulation.mail_world import FOLDERS as FOLDER_SPOTS
from tests.simulation.mail_world import MailWorld
from tests.unit.mail.mails import AINO, MARY, OTTO, received, sent

from outlook_crm import errors
from outlook_crm.domain.email import Attached, Correspondent
from outlook_crm.mail.identity import keys_of
from outlook_crm.mail.mime import Content
from outlook_crm.mail.values import Deed
from outlook_crm.sync.ask import Reason

# Each commit is flushed to the disk, which is what takes the time.
FAST = "/dev/shm" if Path("/dev/shm").is_dir() else None
SENDERS = (AINO, MARY, OTTO, Correspondent("", "x@bank.example"))
FOLDERS = ("inbox", "other", "sent")
FAILURES = (
    errors.Unreachable("The CRM failed (status {status}).", status=500),
    errors.Refused("The CRM refused it: {reason}", reason="Bad filter."),
)
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
        self.born: dict[str, list[str]] = {}  # of records made in the CRM: their files
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
        self._check_that_the_rest_is_told()
        for choking in (self.world.archive.fails, self.world.mailbox.fails):
            choking.clear()
        self.world.archive.refuse = ""
        self.world.archive.chokes_on.clear()
        self.world.mailbox.refuses.clear()
        self._settle(Reason.USER)
        self._settle()
        wanted = {subject: 1 for subject in self.wanted if subject not in self.taken_out}
        assert self.world.records() == wanted | dict.fromkeys(self.born, 1)
        for subject in wanted:
            assert len(self.world.files(subject)) == self.wanted[subject]
        for mail in self.world.mailbox.mails.values():
            # Another copy of what was taken out shows it only when something touches it.
            if mail.email.subject not in self.taken_out:
                assert bool(mail.stamp) == (mail.email.subject in wanted | self.born)
        assert self._brought() == self.born
        assert not self.world.state.mails.intents("p")
        assert not self.world.state.mails.unfinished("p")

    def _check_that_the_rest_is_told(self):
        """While something chokes: what is not there in the end is listed with a reason."""
        for _ in range(4):
            told = self._settle()
        missing = self.wanted.keys() - self.taken_out - self.world.records().keys()
        missing |= self.born.keys() - self._brought().keys()
        assert missing <= {each.subject for each in told if each.reason}

    def _settle(self, reason=Reason.POLL):
        """A few runs; what the last one lists."""
        told = ()
        for _ in range(4):
            self.world.clock.wait(minutes=11)
            with contextlib.suppress(errors.Unreachable):
                told = self.world.filing.sweep(FOLDER_SPOTS, reason).trouble
            with contextlib.suppress(errors.Unreachable):
                told += self._bring().trouble
            reason = Reason.POLL
        return told

    def _bring(self):
        return self.world.filing.bring(self.world.clock() - timedelta(days=3000))

    def _brought(self):
        """Files of the mails that came from the CRM."""
        mails = [
            each for each in self.world.mailbox.mails.values() if each.standing.folder == "crm"
        ]
        assert len({each.email.subject for each in mails}) == len(mails)
        return {each.email.subject: [f.name for f in each.email.attachments] for each in mails}

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

    @rule(spot=mails)
    def the_crm_chokes_on_a_mail_or_no_more(self, spot):
        if mail := self.world.mailbox.mails.get(spot.id):
            self.world.archive.fails ^= {mail.email.subject}

    @rule(spot=mails, failure=st.sampled_from(FAILURES))
    def the_crm_fails_on_a_question_about_a_mail_or_no_more(self, spot, failure):
        mail = self.world.mailbox.mails.get(spot.id)
        about = mail.email.message_id if mail else ""
        if about and not self.world.archive.chokes_on.pop(about, None):
            self.world.archive.chokes_on[about] = failure

    @rule(refusal=st.sampled_from(("", "Not today.")))
    def the_crm_refuses_new_records(self, refusal):
        self.world.archive.refuse = refusal

    @rule(files=st.integers(0, 2), chokes=st.sampled_from(("", "fails", "refuses")))
    def the_crm_has_a_mail_of_its_own(self, files, chokes):
        self.numbers += 1
        subject = f"Record {self.numbers}"
        names = [f"{subject} {number}.pdf" for number in range(files)]
        mail = received(AINO, subject=subject, message_id=f"<r{self.numbers}@crm>")
        contents = [Content(name, "", b"%PDF") for name in names]
        self.world.clock.wait(seconds=1)  # no two changes at one time
        made = self.world.archive.makes(mail, keys_of(mail), files=contents)
        self.born[subject] = names
        if chokes:
            getattr(self.world.mailbox, chokes).add(made)

    @rule(place=st.none() | st.integers(0, 8))
    def brings(self, place):
        self._act(self._bring, place)

    @rule()
    def the_user_says_try_again(self):
        self._act(lambda: self.world.filing.sweep(FOLDER_SPOTS, Reason.USER), None)

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
        assert self.world.records().keys() <= self.wanted.keys() | self.born.keys()

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
