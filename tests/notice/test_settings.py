"""A clinic's own settings: thresholds in force, levels lowered by name, lines switched off; and nothing that hides an alarm."""

import pytest

from intake.ask.errors import PackError
from intake.notice.finding import Level
from intake.notice.screening import Lowered, assess, load_rules
from tests.notice.kit import the_pack, visit

ILL = {"safety_nerve_disease": ["als"], "safety_eyelids": "yes"}


def test_constants_in_force_move_a_rule():
    pack = the_pack()
    lower = {"MIG_CHRONIC_DAYS": pack.constants["MIG_CHRONIC_DAYS"].model_copy(update={"value": 10})}
    reading = visit("M1", migraine_headache_days=12).reading
    assert assess(load_rules(pack), reading).finding("MIG-03")
    assert assess(load_rules(pack, constants=lower), reading).finding("MIG-03") is None
    assert set(load_rules(pack, constants=lower).constants) == set(pack.constants)


def test_a_lowered_level_is_told_with_the_name_of_who_decided_and_still_silences_what_it_silences():
    rules = load_rules(the_pack(), levels={"S-05": Lowered(Level.REVIEW, "Dr A. Example", "2026-11-01")})
    found = assess(rules, visit("M1", **ILL).reading)
    assert found.finding("S-05").level is Level.REVIEW
    assert "Dr A. Example, 2026-11-01" in found.finding("S-05").scope.say("en")
    assert "CI" in found.finding("S-05").scope.say("en") and found.finding("S-06") is None


def test_a_ceiling_raises_nothing_and_says_nothing_where_it_changes_nothing():
    rules = load_rules(the_pack(), levels={"S-05": Level.REVIEW})
    assert assess(rules, visit("M1").reading).finding("S-05") is None
    unsure = assess(rules, visit("M1", safety_nerve_disease=["unsure"]).reading).finding("S-05")
    assert unsure == assess(load_rules(the_pack()), visit("M1", safety_nerve_disease=["unsure"]).reading).finding("S-05")


def test_a_line_switched_off_is_computed_and_not_printed():
    seen = assess(load_rules(the_pack(), off=frozenset({"PAY-M-WA"})), visit("M1").reading)
    assert {line.id for line in seen.criteria if not line.printed} == {"PAY-M-WA"}
    assert next(line for line in seen.criteria if line.id == "PAY-M-WA").status == visit("M1").criteria["PAY-M-WA"]


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ({"levels": {"S-99": Level.REVIEW}}, "rule.rule"),
        ({"levels": {"RF-G1": Level.REVIEW}}, "rule.lowered"),  # an alarm
        ({"levels": {"S-05": Level.NOTE}}, "rule.lowered"),  # a level it never has
        ({"levels": {"MIG-01": Level.NOTE}}, "rule.lowered"),  # a criterion
        ({"off": frozenset({"PAY-NOWHERE"})}, "rule.rule"),
    ],
)
def test_a_setting_that_cannot_be_is_refused(settings, code):
    with pytest.raises(PackError) as error:
        load_rules(the_pack(), **settings)
    assert [fault.code for fault in error.value.faults] == [code]
    assert all(fault.sentence() for fault in error.value.faults)
