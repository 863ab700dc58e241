"""The conformance suite of `outlook_crm.sync.ports.SidePort`: an adapter that passes it is right.

::

    class TestMySide(SideSuite):
        @pytest.fixture
        def world(self):
            return MyWorld()

A world is one pairing's calendar on that side, empty when a test begins, and the
user who edits it.  It offers:

- ``side()``: a new side over the calendar that has seen nothing yet, as after a restart.
- ``want(*, known, keys, only, start, end, cursor)``: a `Want`; the window is
  1 February to 1 December 2026 unless said otherwise, the rest empty.
- ``user_creates(fields) -> id``: an item made as a user makes it, without mark or key
  of ours; ``user_changes(id, fields)``, ``user_deletes(id)``.
- ``user_moves_away(id)``: out of the pairing's sight but alive (another folder, another owner).
- ``user_copies(id) -> id``: a copy in the same calendar, with all the original's marks.
- ``lose_next_answer()``: the next write happens there, and its answer never arrives.
- ``pass_time()``: so long that a side trusts nothing it saw before without asking, and
  that items have settled.  ``user_...`` let as much time pass before they act.
- ``values``: two different values of each field (`tests.conformance.cases.VALUES`),
  with ids of relations and words of pick lists that exist there.

``many`` is how many items the suite makes to see all pages; a slow world may lower it.
A side that has series passes `tests.conformance.side_series.SeriesSuite` as well. Its
world offers more; a rule is told in the words that docs/seam.md
has for a pattern, in Berlin's zone, at nine for half an hour where it does not say:

- ``user_makes_series(fields, **rule) -> id``, ``user_makes_series_of(id, **rule)`` of a
  single item, ``user_changes_series(id, **rule)``, ``user_makes_single(id)``; the other
  ``user_...`` with the series' id act on it as a whole.
- ``user_changes_occurrence(id, day, fields)`` and ``user_deletes_occurrence(id, day)``;
  ``day`` is the date that the rule gives it.

What a side cannot do it says by its capabilities, and the suite then asks for less.
"""

from tests.conformance.side_reading import ReadingSuite
from tests.conformance.side_writing import WritingSuite


class SideSuite(ReadingSuite, WritingSuite):
    """All of it; the subclass has a fixture ``world``."""
