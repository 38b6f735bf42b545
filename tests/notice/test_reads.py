"""What a rule reads, as its code says it, and as it was seen to look."""

from __future__ import annotations

from datetime import date

import pytest

from intake.ask.pack import PACKS, load_pack
from intake.hear.answers import Answers, Where
from intake.hear.reading import read
from intake.notice.reads import looks
from intake.notice.screening import load_rules


@pytest.fixture(scope="module")
def here():
    pack = load_pack(PACKS / "botulinum")
    return pack, load_rules(pack)


@pytest.mark.parametrize(
    ("rule", "kind", "names"),
    [
        ("RF-TX", "questions", {"urgent-spread", "urgent-spread-now", "toxin-spread", "toxin-spread-now"}),  # through ROW and LIST
        ("S-06", "questions", {"safety-eyelids", "safety-fatigue", "safety-nerve-words"}),
        ("LP-01", "questions", {"knee", "knee-site", "knee-months", "knee-mri", "knee-physio-weeks", "knee-physio-result"}),  # through its parts
        ("LP-01", "constants", {"LP_MONTHS_OVER", "LP_PHYSIO_WEEKS"}),
        ("S-28", "constants", {"S28_PHQ2_POSITIVE"}),
        ("S-28", "rules", set()),
        ("PAY-M-NICE", "rules", {"MIG-04", "MIG-05"}),
    ],
)
def test_what_is_written_in_a_rule(here, rule, kind, names):
    pack, rules = here
    assert getattr(looks(rules, pack.rules_path, ())[rule], kind) == names


def test_a_name_that_two_files_share_is_not_mixed_up(here):
    pack, rules = here
    assert "knee-months" not in looks(rules, pack.rules_path, ())["S-16"].questions  # `recent` is a rule of the knee, and a word in S-16


def test_what_no_literal_says_is_seen_in_a_visit(here):
    pack, rules = here
    reading = read(rules.form, Answers.start(date(2026, 3, 2)).with_given(Where("condition"), ("neck",)))
    written, seen = looks(rules, pack.rules_path, ()), looks(rules, pack.rules_path, [reading])
    assert "safety-swallow" not in written["S-30"].questions and "safety-swallow" in seen["S-30"].questions  # every critical question, in a loop
    assert all(written[rule].questions <= look.questions for rule, look in seen.items())
