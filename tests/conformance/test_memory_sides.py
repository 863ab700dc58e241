"""The sides in memory that the engine is proven on are held to what the real ones are."""

from dataclasses import replace

import pytest
from tests.conformance.memory_cases import MemoryWorld
from tests.conformance.side_suite import SideSuite
from tests.simulation.memory_calendar import CRM

from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.side import Side

PLAIN = frozenset(
    {FieldName.SUBJECT, FieldName.WHEN, FieldName.DESCRIPTION, FieldName.LOCATION, FieldName.TYPE}
)
POOR = replace(
    CRM.capabilities, fields=PLAIN, single_valued=frozenset(), keeps_key=False, keeps_zone=False
)


class TestOutlookInMemory(SideSuite):
    @pytest.fixture
    def world(self):
        return MemoryWorld(Side.OUTLOOK)


class TestCrmInMemory(SideSuite):
    @pytest.fixture
    def world(self):
        return MemoryWorld(Side.CRM)


class TestPoorCrmInMemory(SideSuite):
    """A CRM with a few fields, without a place for the key and without deltas."""

    @pytest.fixture
    def world(self):
        return MemoryWorld(Side.CRM, replace(CRM, capabilities=POOR, cursors=False))
