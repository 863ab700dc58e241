"""A pairing in memory with one appointment that both sides show and agree on."""

import pytest
from tests.simulation.two_sides import TwoSides, fields

from outlook_crm.domain.side import Side


class Pair:
    """``world`` and the ids of the one linked item on both sides."""

    def __init__(self, **habits):
        self.world = TwoSides(**habits)
        self.add()
        self.world.sync()
        self.rest()
        self.crm = self.world.partner(Side.OUTLOOK, self.outlook).id

    def add(self, **more):
        self.outlook = self.world.outlook.user_creates(fields(**more))

    def rest(self):
        """Let stamps be written, and count writes anew."""
        self.world.rest()
        self.world.forget_writes()
        self.world.reports.clear()

    def id_on(self, side):
        return self.outlook if side is Side.OUTLOOK else self.crm

    def record(self, side):
        return self.world.calendar(side).records[self.id_on(side)]

    def shown(self, side):
        return self.record(side).fields


@pytest.fixture
def pair():
    return Pair()


@pytest.fixture
def world():
    return TwoSides()
