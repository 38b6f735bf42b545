"""What must never be printed: what the cases forbid one by one, and what the plan forbids on every paper, in the three languages."""

from __future__ import annotations

import json
import re
import shutil
from functools import cache

import pytest

from intake.ask.clinic import Clinic
from intake.ask.pack import PACKS, load_pack
from intake.hear.answersfile import read_answers_file
from intake.hear.reading import read
from intake.notice.screening import assess
from intake.tell.pdf import draw
from intake.tell.pdf.leaflet import leaflet
from intake.tell.summary import summarise

TAGS = ("en", "fr-CA", "es")
PACK = load_pack(PACKS / "botulinum")
CASES = {path.stem: json.loads(path.read_text("utf-8")) for path in PACK.examples}
REASONS = tuple(option.code for option in PACK.form.item("condition").options if option.code != "none")


@pytest.fixture(scope="module")
def paper(kept, readers):
    """paper("M4", "es"): the words of the PDF in the order they are drawn, white space as one blank."""
    text_of = readers.poppler if shutil.which("pdftotext") else readers.pypdf

    @cache
    def of(case: str, tag: str = "en") -> str:
        clinic = Clinic(provider_language=tag)
        return " ".join(text_of(draw(summarise(kept(case), clinic=clinic, language=tag), clinic=clinic, released="2026-03-16")).split())

    return of


@pytest.fixture(scope="module")
def learn(readers):
    """learn("es"): the words of the leaflet with every topic."""
    return cache(lambda tag: " ".join(readers.pypdf(leaflet(PACK, PACK.education.about(REASONS), clinic=Clinic(), language=tag)).split()))


# -- What a case says must never be printed


def alert_at_the_end(text: str, case: dict, rules) -> bool:
    """The box is not the first thing on the paper, or it takes more than the first yes to raise it."""
    first = {name: case["answers"][name] for name in ("condition", "back-rf-saddle") if name in case["answers"]}
    answers, _ = read_answers_file(PACK.form, case | {"answers": first})
    raised = {finding.id: str(finding.level) for finding in assess(rules, read(PACK.form, answers)).findings}
    return raised.get("RF-B1") != "URGENT" or not 0 <= text.find("RF-B1") < text.find(case["answers"]["identity-last-name"].upper())


def a_success_rate(text: str, case: dict, rules) -> bool:
    """A share of people helped stands anywhere, or the study stands without saying that nobody was compared."""
    numbers = re.search(r"\d ?%|\b69\b|two thirds|deux tiers|dos tercios", text)
    return numbers is not None or not re.search(r"no control group|sans groupe témoin|sin grupo (?:de )?control", text)


def a_block_on_all(text: str, case: dict, rules) -> bool:
    """The label of milk is told without its product, or a label for every product is told."""
    return "abobotulinumtoxinA (Dysport)".lower() not in text.lower() or re.search(r"(?i)all products|tous les produits|todos los productos", text) is not None


def criteria_first(text: str, case: dict, rules) -> bool:
    places = [text.find("RF-H1"), text.find(case["answers"]["identity-last-name"].upper()), text.find("PAY-M-NICE")]
    return -1 in places or places != sorted(places)


def a_total(text: str, case: dict, rules) -> bool:
    """A number stands where the score would, or one of the three answers of the proxy is missing."""
    asked = ("on average in the past week", "enjoyment of life", "general activity")
    return re.search(r"PEG(?: \D{0,60}?)? \d+(?:[.,]\d)?/10", text) is not None or not all(words in text for words in asked)


FORBIDDEN = {
    ("BP2", "alert only at the end of the form"): alert_at_the_end,
    ("LP1", "a success rate for this patient"): a_success_rate,
    ("LP3", "S-02 as a block on all products"): a_block_on_all,
    ("M4", "criteria table above the urgent strip"): criteria_first,
    ("SP1", "PEG total"): a_total,
}


def test_each_is_tried():
    said = {(case, never.removeprefix("print:")) for case, data in CASES.items() for never in data["expect"]["never"] if never.startswith("print:")}
    assert said == set(FORBIDDEN)


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize(("case", "never"), FORBIDDEN)
def test_what_a_case_forbids_is_not_printed(paper, rules, case, never, tag):
    assert not FORBIDDEN[case, never](paper(case, tag), CASES[case], rules)


@pytest.mark.parametrize(
    ("case", "never", "spoilt"),
    [
        ("BP2", "alert only at the end of the form", lambda text: text.replace("RF-B1", "") + " RF-B1"),
        ("LP1", "a success rate for this patient", lambda text: text + " helped 69 %"),
        ("LP3", "S-02 as a block on all products", lambda text: text + " per label: all products"),
        ("M4", "criteria table above the urgent strip", lambda text: "PAY-M-NICE " + text),
        ("SP1", "PEG total", lambda text: text + " PEG 5.3/10"),
    ],
)
def test_a_paper_that_prints_it_is_noticed(paper, rules, case, never, spoilt):
    assert FORBIDDEN[case, never](spoilt(paper(case)), CASES[case], rules)


# -- What no paper prints (dossier 9.3)

NEVER = {
    "en": (
        r"eligib", r"safe to \w+", r"(?:is|are|be) safe\b", r"\bdenies\b", r"(?<!never )convert(?!ible)", r"(?<!not )equivalent to", r"(?:is|are|not|be) covered",
        r"(?:recommended|suggested|proposed|starting|maximum|usual) dos", r"dos\w+ (?:of|:) \d", r"inject \d", r"diagnosis (?:of|:)", r"verified(?<!not verified)(?<!not clinician-verified)(?<!nothing here was verified)",
        r"`", r"never print", r"word it",
    ),
    "fr-CA": (
        r"éligib|admissib", r"sans danger|sécuritaire|sans risque", r"\b(?:le|la) patiente? nie\b|\bnie (?:avoir|tout)", r"(?<!jamais )converti", r"(?<!pas )équivalent à",
        r"(?:est|sont) couvert|rembours", r"doses? (?:recommandée|suggérée|proposée|de départ|maximale|usuelle|de \d)", r"injecter \d", r"`", r"imprim",
    ),
    "es": (
        r"elegib", r"sin peligro|sin riesgo|es segur[oa]\b|seguro inyectar", r"\bniega\b", r"(?<!nunca )convert", r"(?<!no )equivale", r"(?:está|están) cubiert|reembols",
        r"dosis (?:recomendada|sugerida|propuesta|inicial|máxima|habitual|de \d)", r"inyectar \d", r"`", r"imprim",
    ),
}  # fmt: skip
UNITS = {"en": ("units", "as stated"), "fr-CA": ("unités", "telles que dites"), "es": ("unidades", "como se dijeron")}


def forbidden(text: str, tag: str) -> list[str]:
    found = [match.group() for pattern in NEVER[tag] for match in re.finditer(pattern, text, re.IGNORECASE)]
    units, stated = UNITS[tag]
    return found + [match.group() for match in re.finditer(rf"\d {units}(?!,? {stated})", text)]


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("case", CASES)
def test_no_paper_prints_it(paper, case, tag):
    assert forbidden(paper(case, tag), tag) == []


@pytest.mark.parametrize("tag", TAGS)
def test_no_leaflet_says_it(learn, tag):
    assert forbidden(learn(tag), tag) == []
    assert re.findall(r"(?i)antibod|anticorps|anticuerpo|non.invasi|glut[ea]al muscle", learn(tag)) == []


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("tag", TAGS)
def test_units_are_those_the_person_gave(paper, case, tag):
    given = {str(row["toxin-visit-units"]) for row in CASES[case]["answers"].get("toxin-visit", ()) if "toxin-visit-units" in row}
    printed = set(re.findall(rf"(\d+) {UNITS[tag][0]}", paper(case, tag)))
    assert printed <= given


@pytest.mark.parametrize(
    "said",
    ["The patient is eligible.", "It is safe to inject.", "Denies chest pain", "155 units of Botox", "converted to Dysport units", "a verified answer", "Suggested dose: 100", "`linkId`"],
)
def test_such_a_sentence_is_noticed(said):
    assert forbidden(said, "en") and not forbidden("155 units as stated, never converted; not verified", "en")
