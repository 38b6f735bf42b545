"""A sample of the mutation run: wrongs put into the rules are noticed, and what may survive is explained (tests/bench/mutate_rules.py)."""

from __future__ import annotations

import random

import pytest

from tests.packs.boundary.hunt import Hunt, explained
from tests.packs.boundary.mutants import mutants

EVERY = mutants()
SAMPLE = 40


@pytest.fixture(scope="module")
def hunt():
    return Hunt()


def test_a_sample_of_mutants_is_noticed(hunt):
    killable = [one for one in EVERY if one.id not in explained()]
    sample = random.Random(len(EVERY)).sample(killable, SAMPLE)
    assert [(one.id, one.was, one.now) for one in sample if hunt.killer(one) is None] == []


def test_an_unharmed_rulebook_is_not_accused(hunt):
    ids = frozenset(one.id for one in (*hunt.live.rules.findings, *hunt.live.rules.criteria))
    assert [probe.name for probe in random.Random(1).sample(hunt.probes, 60) if probe.notices(hunt.live.rules, ids)] == []


def test_what_survives_is_a_mutant_and_says_why():
    ids = {one.id for one in EVERY}
    for name, said in explained().items():
        assert name in ids and said["reason"] and isinstance(said["equivalent"], bool), name
