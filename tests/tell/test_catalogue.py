"""The catalogue says what the program does: what is printed is what was watched, and what was watched holds in the cases.

REGENERATE_GOLDEN=1 writes forms/botulinum/catalogue.html again, as `intake catalogue forms/botulinum -o forms/botulinum/catalogue.html` does.
"""

from __future__ import annotations

import os
import re
from dataclasses import fields
from html.parser import HTMLParser

import pytest

from intake.ask.load import read_json
from intake.ask.pack import PACKS, load_pack
from intake.ask.signoff import load_signers
from intake.ask.words import words
from intake.hear.answersfile import read_answers_file
from intake.hear.reading import read
from intake.notice.finding import Level
from intake.notice.screening import assess
from intake.notice.visits import opened
from intake.save.keep import make_record
from intake.tell.catalogue import catalogue
from intake.tell.catalogue.differences import of_questions
from intake.tell.catalogue.document import questions
from intake.tell.catalogue.printed import PLACES, parts
from intake.tell.catalogue.study import study
from intake.tell.catalogue.tags import EMPTY, el
from intake.tell.summary import Summary, summarise
from intake.tell.summary.chart import Chart

PACK = PACKS / "botulinum"
GOLDEN = PACK / "catalogue.html"
CASES = sorted(path.stem for path in (PACK / "examples").glob("*.json"))


@pytest.fixture(scope="module")
def seen():
    return study(load_pack(PACK))


@pytest.fixture(scope="module")
def asked(seen):
    return {one.item.link_id: one for one in questions(seen, words("en"))}


@pytest.fixture(scope="module")
def page(seen):
    return catalogue(seen.pack, seen=seen)


def reading_of(seen, case):
    return read(seen.rules.form, read_answers_file(seen.rules.form, read_json(PACK / "examples" / f"{case}.json")[0])[0])


def test_the_catalogue_of_the_pack_is_what_is_made_now(page):
    if os.environ.get("REGENERATE_GOLDEN"):
        GOLDEN.write_text(page, "utf-8")
    assert GOLDEN.read_text("utf-8") == page, "intake catalogue forms/botulinum -o forms/botulinum/catalogue.html"
    assert GOLDEN.stat().st_size < 1_500_000


class _Reader(HTMLParser):
    """Checks that tags close in order, and gathers ids, links and words."""

    def __init__(self):
        super().__init__()
        self.open, self.ids, self.links, self.said, self.odd = [], set(), set(), [], []

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        self.ids |= {told["id"]} if "id" in told else set()
        self.links |= {told["href"]} if "href" in told else set()
        self.odd += [tag] if tag in ("script", "link", "img", "iframe") or "src" in told else []
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.said.append(data)


@pytest.fixture(scope="module")
def parsed(page):
    reader = _Reader()
    reader.feed(page)
    assert reader.open == []
    return reader


def test_it_needs_nothing_from_outside_and_every_link_leads_somewhere(page, parsed):
    assert parsed.odd == [] and "@import" not in page and "url(" not in page
    assert {link.removeprefix("#") for link in parsed.links} - parsed.ids == set()


def test_every_question_rule_threshold_and_medicine_stands_in_it(seen, parsed):
    text = "\n".join(parsed.said)
    form, pack = seen.rules.form, seen.pack
    assert {f"q-{item.link_id}" for item in form.items if item.is_question} <= parsed.ids
    assert {f"r-{rule}" for rule in seen.looks} <= parsed.ids == parsed.ids | {f"r-{rule}" for rule in seen.table}
    missing = [item.link_id for item in form.items if item.is_question for tag in ("en", *pack.phrases.languages) if item.text.say(tag) not in text]
    assert missing == []
    assert [name for name in pack.constants if name not in text] == []
    assert [one.code for one in pack.medicines.by_code.values() if pack.medicines.shown(one) not in text] == []


def test_only_the_languages_wanted_stand_beneath_the_english(seen):
    page = catalogue(seen.pack, ["es"], seen=seen)
    assert 'lang="es"' in page and 'lang="fr' not in page


def test_the_words_of_an_author_cannot_become_a_tag():
    assert el("p", "<b>&", ["<i>"], cls='"x') == '<p class="&quot;x">&lt;b&gt;&amp;&lt;i&gt;</p>'


@pytest.mark.parametrize(
    ("link_id", "sentences"),
    [
        ("urgent-now", ()),
        ("urgent-now-now", ("no. {urgent-now} (urgent-now) holds “Not sure”",)),
        ("safety-pregnant", (
            "no. {identity-age} (identity-age) is 12 or more and no. {identity-age} (identity-age) is 55 or less",
            "no. {identity-sex} (identity-sex) is “Female”, “X or other” or “I prefer not to say”",
        )),
    ],
)  # fmt: skip
def test_when_a_question_is_asked_in_words(asked, link_id, sentences):
    numbers = {name: one.number for name, one in asked.items()}
    assert asked[link_id].when == tuple(re.sub(r"\{(.+?)\}", lambda m: str(numbers[m[1]]), sentence) for sentence in sentences)


@pytest.mark.parametrize("case", CASES)
def test_every_answer_a_finding_rests_on_is_one_its_rule_is_said_to_read(seen, case):
    found = assess(seen.rules, reading_of(seen, case))
    for one in (*found.findings, *found.criteria):
        known, left = set(), [one.id]
        while left:
            rule = left.pop()
            known |= seen.looks[rule].questions
            left += [other for other in seen.looks[rule].rules if not seen.looks[other].questions <= known]
        assert {where.link_id for where in one.because} <= known, one.id


@pytest.mark.parametrize(
    ("link_id", "code", "told"),
    [
        ("migraine-rf-sudden", "yes", {"RF-H1": Level.URGENT}),
        ("migraine-rf-sudden", "checked", {"RF-H1": Level.REVIEW}),
        ("migraine-rf-sudden", "no", {}),
        ("safety-nerve-disease", "als", {"S-05": Level.CI}),
        ("safety-nerve-disease", "none", {}),
        ("safety-milk-belly", "true", {}),
        ("knee-physio-after", "no", {"LP-05": Level.NOTE}),
        ("knee-physio-after", "unsure", {}),
        ("safety-site-infection-where", "face", {}),
    ],
)
def test_an_answer_is_marked_with_the_rules_it_moves(seen, link_id, code, told):
    assert {move.rule: move.level for move in seen.moves.get((link_id, code), ())} == told


def test_every_part_of_a_summary_has_its_place():
    assert {field.name for field in fields(Summary)} <= parts()


@pytest.mark.parametrize("case", CASES)
def test_words_stand_only_where_the_catalogue_says_they_print(seen, asked, case):
    """What the person typed, looked for in the real summary of each case."""
    reading = reading_of(seen, case)
    record = make_record(reading, assess(seen.rules, reading), pack=seen.pack)
    summary = summarise(record)
    said = {place: repr([getattr(summary, name) for name in names]) for place, names in PLACES.items()}
    for placed in Chart(record).placed:
        for answer in placed.entry.answers:
            text = answer.display.get("en", "")
            alone = sum(text in str(other.display) for one in Chart(record).placed for other in one.entry.answers) == 1
            if answer.typed and len(text) > 8 and alone:
                found = {place for place, words_ in said.items() if repr(text)[1:-1] in words_}
                assert "transcript" in found and found <= set(asked[placed.entry.link_id].places), placed.entry.link_id


def test_the_questions_a_provider_looks_for_print_where_they_should(asked):
    wanted = {
        "migraine-headache-days": "numbers", "toxin-visit-units": "toxin", "treatment-weeks": "treatments", "medicine-dose": "medicines",
        "goals-good-result": "words", "pain-map": "map", "urgent-words": "urgent", "allergy-reaction": "allergies", "migraine-diary": "numbers",
    }  # fmt: skip
    assert {link_id: place for link_id, place in wanted.items() if place not in asked[link_id].places} == {}
    assert asked["visit-started-by"].places == ("transcript",)


def test_every_question_can_be_opened_and_only_files_are_not_tried(seen, asked):
    untried = {one.item.link_id for one in asked.values() if one.number and not one.places}
    assert untried <= {"medicines-photo", "close-signature-image", "clinic-form-file"} | {item.link_id for item in seen.rules.form.items if item.ask in ("off", "app")}


def test_a_question_is_opened_by_the_answers_it_waits_for(seen):
    form = seen.rules.form
    reading = reading_of(seen, "M2")
    assert not reading.asked("knee-rf-hot-now")
    assert read(form, opened(form, form.item("knee-rf-hot-now"), reading.answers)).asked("knee-rf-hot-now")


def test_a_difference_from_the_dictionary_says_how_the_question_matters(seen, asked):
    found = {(one.where, one.rule): (one.listed, one.why, one.about) for one in of_questions(seen, tuple(asked.values()))}
    assert found["urgent-recent-shot", "RF-TX"] == (True, "opens", "urgent-spread")
    assert found["responder-name", "S-29"] == (False, "looks", "")
    assert ("migraine-rf-sudden", "RF-H1") not in found


def test_those_who_sign_are_those_the_readme_names_and_sign_what_is_there(page, asked):
    signers = load_signers(PACK)
    readme = re.search(r"\*\*Sign-off before use\.\*\*(.*?)\n\n", (PACK / "README.md").read_text("utf-8"), re.S)[1]
    assert len(signers) == 6
    for one in signers:
        assert re.split(r"[ ,]", one.role)[0] in readme
        known = {told.module for told in asked.values()} | set(re.findall(r'<h2 id="([\w-]+)"', page))
        assert set(one.sections) <= known, one.role
    signed = {section for one in signers for section in one.sections}
    assert {told.module for told in asked.values() if told.number} <= signed, "a part nobody signs"
