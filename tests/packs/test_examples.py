"""The pack's examples: the complete set of findings, criteria and scores, nothing more, and what must never be."""

import json

import pytest

from intake.hear.answersfile import read_answers_file
from intake.hear.reading import read
from intake.notice.screening import assess, load_rules
from tests.notice.kit import the_pack, the_rules, visit

EXAMPLES = {path.stem: path for path in the_pack().examples}


@pytest.fixture(params=EXAMPLES, scope="module")
def case(request):
    return json.loads(EXAMPLES[request.param].read_text("utf-8"))


def test_the_examples_are_there():
    assert set(EXAMPLES) >= set("M1 M2 M3 M4 CD2 CD3 SP1 SP3 SP4 BP2 BP3 LP1 LP3 OT1 OT3".split())


def test_exactly_what_is_expected(case):
    seen = visit(case["id"])
    assert seen.findings == case["expect"]["findings"]
    assert seen.criteria == case["expect"]["criteria"]
    assert seen.scores == case["expect"]["scores"]


def test_what_must_never_be(case):
    seen = visit(case["id"])
    for never in case["expect"]["never"]:
        if never.startswith("print:"):  # tests/tell/pdf/test_pdf_never.py
            continue
        rule, equals, result = never.partition("=")
        if rule.startswith("level:"):
            assert rule.removeprefix("level:") not in seen.findings.values()
        elif equals:
            assert (seen.findings | seen.criteria).get(rule) != result
        else:
            assert rule not in seen.findings


def test_a_case_is_a_complete_valid_filling(case):
    answers, unread = read_answers_file(the_pack().form, case)
    reading = read(the_pack().form, answers)
    omitted = set(case.get("omits", ()))
    assert [one for one in (*unread, *reading.problems()) if one.where.link_id not in omitted] == []
    for where, _ in answers:
        assert reading.asked(where.link_id, where.rows), f"{where.link_id} is answered but not asked"


def test_everything_noticed_says_why(case):
    for finding in visit(case["id"]).noticed.findings:
        assert finding.because and finding.text.say("en") and finding.source
    for line in visit(case["id"]).noticed.criteria:
        assert line.because and line.evidence and line.elements and line.checked_on
    for score in visit(case["id"]).noticed.scores:
        assert score.because


def test_the_same_reading_gives_the_same_assessment(case):
    answers, _ = read_answers_file(the_pack().form, case)
    reading = read(the_pack().form, answers)
    again = load_rules(the_pack())
    assert assess(the_rules(), reading) == assess(again, reading)
