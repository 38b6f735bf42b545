"""rules.py says what rules.csv says: ids, levels, sentences, scopes, sources, grades, suppressions, thresholds."""

import ast
import csv
import re

import pytest

from intake.notice.finding import Level
from tests.notice.kit import PACK, the_pack, the_rules

with (PACK / "rules.csv").open(encoding="utf-8", newline="") as file:
    TABLE = {row["id"]: row for row in csv.DictReader(file)}
NOT_A_MODULE = {"criteria", "all"}  # rows of the table that belong to no module of the Questionnaire alone
OURS = [name for name, row in TABLE.items() if row["module"] in {*the_pack().modules, *NOT_A_MODULE}]
RULES = {rule.id: rule for rule in (*the_rules().findings, *the_rules().criteria)}
SOURCE = {path: path.read_text("utf-8") for path in PACK.glob("rules*.py")}


def test_every_rule_of_our_modules_is_written_and_no_other():
    assert sorted(RULES) == sorted(OURS)


def test_nothing_of_the_table_is_left_out():
    assert sorted(OURS) == sorted(TABLE)


@pytest.mark.parametrize("name", OURS)
def test_a_rule_says_what_the_table_says(name):
    rule, row = RULES[name], TABLE[name]
    levels = "EVID" if not rule.levels else "|".join(level.value for level in sorted(rule.levels, key=lambda level: level.rank))
    assert levels == row["level"]
    assert rule.says == row["provider_reads"]
    assert rule.scope == row["scope"]
    assert rule.source == row["source"]
    assert rule.grade == row["grade"]
    assert set(rule.suppresses) == set(row["suppresses"].split())


@pytest.mark.parametrize("name", OURS)
def test_levels_are_written_most_urgent_first(name):
    assert list(RULES[name].levels) == sorted(RULES[name].levels, key=lambda level: list(Level).index(level))


def test_thresholds_come_from_constants_only():
    """Every constant that the table's logic names in these rules is read by name in the code."""
    read = set(re.findall(r"""limit\(["']([A-Z0-9_]+)["']\)""", "".join(SOURCE.values())))
    spoken = {name for name, constant in the_pack().constants.items() if constant.fixed or not constant.used_by}
    named = {constant for name in OURS for constant in TABLE[name]["constants"].split()}
    anchors = {"RF_RECENT_DAYS", "RF_H2_HOURS", "RF_H4_DAYS", "RF_H6_POSTPARTUM_WEEKS"}  # spoken in the questions
    assert named - spoken - anchors <= read
    assert read <= named | {"ADEQUATE_TRIAL_WEEKS"}


def test_no_number_of_a_threshold_is_written_into_a_rule():
    for path, text in SOURCE.items():
        numbers = {node.value for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant) and type(node.value) in (int, float)}
        assert numbers <= {0, 1, 100}, (path.name, numbers)


def test_words_never_to_be_printed():
    said = " ".join(rule.says + rule.scope for rule in RULES.values()).casefold()
    for word in ("eligible", "safe to inject", "covered", "denies"):
        assert word not in said
