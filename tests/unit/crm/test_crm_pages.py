"""Walking lists that are cut, that change meanwhile, and that never end."""

import pytest

from outlook_crm.crm.crmservice.pages import walk, walk_by_change
from outlook_crm.crm.jsonapi import Page, Resource
from outlook_crm.errors import NotACrm


class Records:
    """Records by their time of change; ``size`` is what the server really gives a page."""

    def __init__(self, changed, size=3, *, tells_total=True):
        self.changed = dict(changed)
        self.size = size
        self.tells_total = tells_total
        self.between = lambda number: None
        self.requests = 0

    def __call__(self, since, number):
        self.requests += 1
        assert self.requests < 100
        if self.requests > 1:
            self.between(self.requests)
        rows = sorted((changed, id_) for id_, changed in self.changed.items() if changed >= since)
        page = rows[(number - 1) * self.size : number * self.size]
        resources = tuple(Resource("a", id_, {"updated_at": at}, {}) for at, id_ in page)
        return Page(resources, len(rows) if self.tells_total else None)


def ids(walked):
    return [each.id for each in walked]


@pytest.mark.parametrize("tells_total", [True, False])
@pytest.mark.parametrize("count", [0, 1, 3, 4, 9, 10])
class TestTheWholeList:
    def test_by_change(self, count, tells_total):
        records = Records({f"{n:02}": f"t{n:02}" for n in range(count)}, tells_total=tells_total)
        assert ids(walk_by_change(records)) == sorted(records.changed)

    def test_all_changed_at_once(self, count, tells_total):
        records = Records({f"{n:02}": "t" for n in range(count)}, tells_total=tells_total)
        assert ids(walk_by_change(records)) == sorted(records.changed)

    def test_by_number(self, count, tells_total):
        records = Records({f"{n:02}": f"t{n:02}" for n in range(count)}, tells_total=tells_total)
        assert ids(walk(lambda number: records("", number))) == sorted(records.changed)


def test_a_change_meanwhile_hides_no_other_record():
    records = Records({f"{n:02}": f"t{n:02}" for n in range(9)})
    records.between = lambda request: records.changed.update({"00": f"u{request}"})
    walked = ids(walk_by_change(records))
    assert set(walked) == records.changed.keys()
    assert len(walked) == len(set(walked))


def test_a_deletion_meanwhile_hides_no_other_record():
    records = Records({f"{n:02}": f"t{n:02}" for n in range(9)})
    records.between = lambda _: records.changed.pop("00", None)
    assert set(ids(walk_by_change(records))) >= records.changed.keys()


def test_what_comes_meanwhile_is_met():
    records = Records({f"{n:02}": f"t{n:02}" for n in range(9)})
    records.between = lambda _: records.changed.update({"new": "u"})
    assert "new" in ids(walk_by_change(records))


@pytest.mark.parametrize("tells_total", [True, False])
@pytest.mark.parametrize(
    "order", [[5, 1, 4, 0, 3, 2, 6], [6, 5, 4, 3, 2, 1, 0], [0, 1, 2, 6, 3, 4, 5]]
)
def test_a_server_that_orders_as_it_likes_hides_none(order, tells_total):
    changed = {n: f"2026-03-01T08:00:0{n}Z" for n in order}

    def read(since, number):
        rows = [n for n in order if changed[n] >= since]
        page = rows[(number - 1) * 3 : number * 3]
        found = tuple(Resource("a", str(n), {"updated_at": changed[n]}, {}) for n in page)
        return Page(found, len(rows) if tells_total else None)

    walked = ids(walk_by_change(read))
    assert sorted(walked) == sorted(map(str, order))


def test_a_server_that_knows_no_pages_is_found_out():
    page = Page(tuple(Resource("a", str(n), {"updated_at": "t"}, {}) for n in range(3)), None)
    assert ids(walk(lambda number: page)) == ["0", "1", "2"]
    with pytest.raises(NotACrm):
        list(walk_by_change(lambda since, number: page))
