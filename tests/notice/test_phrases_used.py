"""Every phrase a provider can read is written down once, as a literal, where a translator can find it."""

import dataclasses
import re

from intake.ask.phrases import Phrases
from intake.notice.phrases_used import phrases_used
from intake.notice.screening import assess
from tests.notice.kit import shot, the_pack, the_rules, toxin, visit

USED = phrases_used(the_pack().rules_path)


def test_every_rule_and_score_is_listed():
    rules = the_rules()
    assert {(p.where, p.english) for p in USED if p.kind == "says"} == {(one.id, one.says) for one in (*rules.findings, *rules.criteria)}
    assert {(p.where, p.english) for p in USED if p.kind == "scope"} == {(one.id, one.scope) for one in (*rules.findings, *rules.criteria) if one.scope}
    assert {(p.where, p.english) for p in USED if p.kind == "score"} == {(one.id, one.says) for one in rules.instruments}


def test_nothing_is_computed():
    assert [(p.file, p.line) for p in USED if p.kind == "computed"] == []


def test_a_file_is_read_and_not_run(tmp_path):
    (tmp_path / "rules.py").write_text('1 / 0\nx = v.say("{n} days", n=1)\ny = v.say(f"{n} days")\n@rule("A", says="One " "two", scope="")\ndef z(v): ...\n', "utf-8")
    assert [(p.english, p.where, p.kind, p.line) for p in phrases_used(tmp_path / "rules.py")] == [
        ("{n} days", "", "said", 2), ("", "", "computed", 3), ("One two", "A", "says", 4)]  # fmt: skip
    assert phrases_used(None) == ()


def translated(word):
    """A phrase book that says everything the rules say, with a mark."""
    book = {("", p.english): word + p.english for p in USED}
    return dataclasses.replace(the_rules(), phrases=Phrases({"fr-CA": book}))


def test_everything_told_is_said_in_the_language_of_a_whole_book():
    for case, changes in [("M1", {}), ("M2", {}), ("M3", {}), ("M4", {}), ("M1", toxin(shot(10, units_known=True, units=401), shot(50)))]:
        noticed = assess(translated("§"), visit(case, **changes).reading)
        said = [text for f in noticed.findings for text in (f.text, f.scope) if text]
        said += [text for line in noticed.criteria for text in (line.text, line.scope, line.evidence) if text]
        said += [text for line in noticed.criteria for one in line.elements for text in (one.text, one.evidence)]
        said += [text for f in noticed.findings if f.id == "S-16" for text in f.detail]
        said += [score.text for score in noticed.scores]
        assert [text.source for text in said if not text.say("fr-CA").startswith("§")] == []


def test_numbers_have_the_decimal_sign_of_the_language():
    seen = visit("M1", **toxin(shot(100), shot(200)), migraine_baseline_days=27, migraine_headache_days=19)
    line = next(one for one in assess(translated(""), seen.reading).criteria if one.id == "PAY-M-CONT30")
    assert line.evidence.say("en") == "27 to 19 headache days (-29.6%; now by diary)"
    assert line.evidence.say("fr-CA") == "27 to 19 headache days (-29,6%; now by diary)"


def test_facts_fit_their_templates():
    for phrase in USED:
        assert phrase.kind != "said" or all(re.fullmatch(r"[a-z]+", name) for name in re.findall(r"\{(.*?)\}", phrase.english)), phrase


def test_a_number_takes_the_plural_form_of_each_language():
    seen = {n: visit("M1", migraine_months_15=n) for n in (0, 1, 2)}
    told = {n: [next(one for one in one_visit.noticed.criteria if one.id == "MIG-01").elements[1].evidence.say(tag) for tag in ("en", "fr-CA")]
            for n, one_visit in seen.items()}  # fmt: skip
    assert told == {0: ["0 months", "0 mois"], 1: ["1 month", "1 mois"], 2: ["2 months", "2 mois"]}
    days = {n: next(one for one in visit("M1", migraine_headache_days=n).noticed.criteria if one.id == "MIG-01").elements[0].evidence for n in (0, 1, 2)}
    assert [days[n].say("fr-CA") for n in days] == ["0 jour de céphalée (journal)", "1 jour de céphalée (journal)", "2 jours de céphalée (journal)"]
    assert [days[n].say("en") for n in days] == ["0 headache days (diary)", "1 headache day (diary)", "2 headache days (diary)"]
