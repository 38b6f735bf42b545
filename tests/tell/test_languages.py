"""The provider reads the clinic's language, whatever the patient read; what was typed is as typed, with its language; drafts are said."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from intake.ask.clinic import Clinic
from intake.ask.words import words
from intake.hear.session import Session
from intake.notice.screening import assess
from intake.save.keep import record_of
from intake.tell.pdf import draw
from intake.tell.summary import summarise

ENGLISH = {
    re.sub(r"\{\w+\}.*", "", words("en").sentences[key]).strip()
    for key in words("en").sentences
    if key.startswith(("paper.", "summary.")) and all(words("en").sentences[key] != words(tag).sentences.get(key) for tag in ("fr", "es"))
}
"""How the program's sentences for the provider begin in English, where no other language says the same."""


def text_of(pdf: bytes) -> str:
    return " ".join("\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


@pytest.fixture(scope="module")
def paper(kept):
    """paper(tag) -> (document language, all words) of the PDF of M4."""

    def of(tag: str) -> tuple[str, str]:
        clinic = Clinic(provider_language=tag)
        made = draw(summarise(kept("M4"), clinic=clinic, language=clinic.provider_language), clinic=clinic, released="2026-03-16")
        return str(PdfReader(BytesIO(made)).root_object["/Lang"]), text_of(made)

    return of


@pytest.mark.parametrize(("tag", "says"), [("fr-CA", ("Mots de la personne", "16-mars-2026", "non vérifié")), ("es", ("Palabras del paciente", "16-mar-2026"))])
def test_the_paper_is_in_the_language_of_the_clinic(paper, tag, says):
    language, text = paper(tag)
    assert language == tag and all(words_ in text for words_ in says)
    long = {begin for begin in ENGLISH if len(begin.split()) >= 2}
    assert sorted(begin for begin in long if f" {begin} " in text) == []
    assert "Worst headache of my life" in text


@pytest.fixture
def sat(pack, rules):
    """sat("en", "fr-CA", …): a record whose patient typed one answer in each of these languages, one after the other."""

    def of(*tags: str, **more):
        session = Session.start(pack.form, _today(), at="2026-03-16T13:00:00Z", language=tags[0], given={"identity-language": tags[0].partition("-")[0]})
        for tag, (link, text) in zip(tags, TYPED, strict=False):
            session = session.speak(tag, at="2026-03-16T13:01:00Z") if tag != session.language else session
            session = session.answer(link, text, at="2026-03-16T13:02:00Z")
        return record_of(session, assess(rules, session.reading), pack=pack, finished="2026-03-16T13:20:00Z", **more)

    return of


TYPED = (("reason-words", "My head."), ("goals-good-result", "Travailler"), ("close-anything-else", "Nada"))


def _today():
    from datetime import date

    return date(2026, 3, 16)


@pytest.mark.parametrize(
    ("read", "provider", "notes"),
    [
        (("en",), "en", ("", "")),
        (("fr-CA",), "fr", ("", "")),
        (("fr-CA",), "en", ("(written in French)", "")),
        (("en", "fr-CA"), "en", ("", "(written in French)")),
        (("en", "fr-CA"), "es", ("(escrito en: inglés)", "(escrito en: francés)")),
    ],
)
def test_typed_words_name_their_language_where_it_is_not_the_providers(sat, read, provider, notes):
    made = summarise(sat(*read), language=provider)
    assert (made.own_words.note, made.goal.note) == notes
    assert made.own_words.text == "My head.", "as typed"
    answers = {line.link_id: line.answers for section in made.transcript for line in section.rows}
    assert answers["reason-words"] == (f"My head. {notes[0]}".strip(),)


def test_a_name_has_no_language(kept):
    record = kept("M1").model_copy(update={"language": "fr-CA"})
    assert summarise(record).identity.surname and "(" not in summarise(record).identity.surname
    lines = [line for section in summarise(record).transcript for line in section.rows if line.link_id.startswith("identity-")]
    assert not [line for line in lines if "French" in " ".join(line.answers)]


@pytest.mark.parametrize(
    ("read", "languages", "provider", "said"),
    [
        (("en",), ("en",), "en", ""),
        (("en", "fr-CA", "es"), ("en", "fr-CA", "es"), "en", "read in: English, French and Spanish"),
        (("en", "fr-CA", "en"), ("en", "fr-CA"), "fr-CA", "lu en\u00a0: anglais et français"),
    ],
)
def test_the_record_knows_the_languages_read(sat, read, languages, provider, said):
    record = sat(*read)
    assert (record.languages, record.language) == (languages, read[-1])
    line = summarise(record, language=provider).told.line
    assert said in line and ("read in" in line or "lu en" in line) == bool(said)


@pytest.mark.parametrize(
    ("read", "provider", "banners"),
    [
        (("en",), "en", []),
        (("en", "fr-CA"), "en", ["French wording: draft, not reviewed (2026-11-20)"]),
        (("en",), "es", ["Textos en español: borrador, sin revisar (2026-11-20)"]),
    ],
)
def test_a_draft_translation_in_use_is_said_on_every_page(sat, read, provider, banners):
    made = summarise(sat(*read), language=provider)
    assert [text for text in made.banners if "draft" in text or "borrador" in text] == banners
