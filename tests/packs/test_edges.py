"""Each rule at its edges, one level a rule, and none of them untested."""

import pytest

from tests.notice.kit import the_rules, visit
from tests.packs import edges, edges_modules

EDGES = [*edges.EDGES, *edges_modules.EDGES]


def named(edge):
    rule, level, changes = edge
    return f"{rule}:{level or 'silent'}:{'-'.join(changes)[:60]}"


@pytest.mark.parametrize("edge", EDGES, ids=map(named, EDGES))
def test_edge(edge):
    rule, level, changes = edge
    assert visit("M1", **changes).findings.get(rule) == level


def test_every_rule_is_raised_and_silent_at_least_once_and_at_each_of_its_levels():
    seen = {(rule, level) for rule, level, _ in EDGES}
    wanted = {(rule.id, level) for rule in the_rules().findings for level in (*rule.levels, None)}
    assert wanted - seen == set()
