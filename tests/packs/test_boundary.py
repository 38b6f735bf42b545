"""Every rule just inside and just outside of its line, in complete visits; and every threshold a clinic may move, moved."""

from __future__ import annotations

import csv
from dataclasses import replace
from decimal import Decimal

import pytest

from intake.notice.screening import Rules, load_rules
from tests.notice.kit import PACK, the_pack, the_rules
from tests.packs.boundary.all_pairs import heard, noticed, pairs, thresholds

PAIRS = pairs(thresholds())
MOVABLE = [name for name, one in the_pack().constants.items() if one.used_by and not one.fixed]
STEP = {"S18_INR_MAX": Decimal("0.1"), "PAY_CONT50_PERCENT": 2}  # no two counts of days lie between 50 and 51 percent


@pytest.mark.parametrize("pair", PAIRS, ids=[f"{n}-{pair.rule}-{pair.level}" for n, pair in enumerate(PAIRS)])
def test_pair(pair):
    inside, outside = pair.sides()
    assert inside.expect.get(pair.rule) == pair.level != outside.expect.get(pair.rule)
    assert noticed(the_rules(), heard(inside)) == inside.expect
    assert noticed(the_rules(), heard(outside)) == outside.expect


def test_every_rule_at_every_level_has_a_pair():
    with (PACK / "rules.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    levels = {(row["id"], level) for row in rows for level in row["level"].split("|") if level != "EVID"}
    seen = {(pair.rule, pair.level) for pair in PAIRS}
    assert levels - seen == set()
    lines = {row["id"] for row in rows if row["level"] == "EVID"}
    met = {"PAY-M-EPIS": "PATTERN PRESENT", "LP-01": "4/4", "PAY-BP": "NOT MET"}
    assert {(line, met.get(line, "MET")) for line in lines} - seen == set()


def moved(name: str, step: int) -> tuple[Rules, dict[str, object]]:
    """The rules and the thresholds with one of them moved by its smallest step."""
    one = the_pack().constants[name]
    value = one.value + step * STEP.get(name, 1)
    constants = {**the_pack().constants, name: one.model_copy(update={"value": value})}
    return replace(the_rules(), constants=constants), thresholds(**{name: value})


def wrong(rules: Rules, pair) -> bool:
    return any(noticed(rules, heard(side)) != side.expect for side in pair.sides())


@pytest.mark.parametrize("step", [1, -1])
@pytest.mark.parametrize("name", MOVABLE)
def test_a_moved_threshold_moves_its_pairs(name, step):
    rules, values = moved(name, step)
    before, after = ({repr(pair.sides()): pair for pair in some} for some in (PAIRS, pairs(values)))
    assert [pair for key, pair in after.items() if key not in before and wrong(rules, pair)] == []
    assert any(wrong(rules, pair) for key, pair in before.items() if key not in after), "the old pairs still hold: the rules do not use it"


def test_a_moved_threshold_comes_from_the_settings():
    name = MOVABLE[0]
    rules, _ = moved(name, 1)
    assert load_rules(the_pack(), constants={name: rules.constants[name]}).constants == rules.constants
