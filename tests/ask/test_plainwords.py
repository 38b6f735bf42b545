"""Plain words: each kind of finding on a small text that has it, and on the one beside it that has not."""

from __future__ import annotations

from collections import Counter

import pytest

from intake.ask.education import Education, Topic
from intake.ask.form import OURS
from intake.ask.plainwords import fits, grade
from intake.ask.plainwords.exits import has_no_exit
from intake.ask.plainwords.look import look, look_at_education, look_at_own, untranslated
from intake.ask.plainwords.said import for_patients, own_words, said_in, sentences
from intake.ask.plainwords.wording import double_negative, jargon_in, two_questions
from intake.ask.words import Text, words

TRANSLATION = "http://hl7.org/fhir/StructureDefinition/translation"


def said_too(**languages):
    """`_text` with translations: said_too(fr="Oui")."""
    parts = [[{"url": "lang", "valueCode": tag}, {"url": "content", "valueString": text}] for tag, text in languages.items()]
    return {"extension": [{"url": TRANSLATION, "extension": part} for part in parts]}


def our(name, value):
    return {"url": OURS + name, ("valueBoolean" if isinstance(value, bool) else "valueCode"): value}


def found(form, *items, **more):
    return [(fault.code, fault.facts["where"]) for fault in look(form(*items, **more))]


def yes_no(text, **more):
    return {"text": text, "type": "boolean", **more}


HARD = "Notwithstanding considerable deterioration, characterise the functional capabilities experienced throughout."

# text with the finding, text without, in the order of the findings' codes
PAIRS = {
    "aboveGrade": (HARD, "Do your arms or legs get weak as you use them?"),
    "doubleNegative": ("Do you not sleep without a pill?", "Do you sleep with a pill?"),
    "twoQuestions": ("Did you fall, and did you hit your head?", "Did you fall or hit your head?"),
    "jargon": ("Do you have edema?", "Do you have swelling?"),
    "longerThanFits": ("Did it hurt " + "a long day " * 22 + "?", "Did it hurt here?"),
    "cutWord": ("Pneumonoultramicroscopicsilico?", "Dust in the lungs?"),
}


@pytest.mark.parametrize("code", PAIRS)
def test_each_finding_and_its_plain_neighbour(form, code):
    bad, good = PAIRS[code]
    assert (code, "q0") in found(form, yes_no(bad))
    assert found(form, yes_no(good)) == []


# -- which sentences are measured, and how


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One. Two? Three!", ["One.", "Two?", "Three!"]),
        ("Count pills; not drops. Right now: a red eye?", ["Count pills;", "not drops.", "Right now:", "a red eye?"]),
        ("Tylenol No. 1 to 4, Dr. and 3.5 mg", ["Tylenol No. 1 to 4, Dr. and 3.5 mg"]),
        ("¿Le duele? ¿Desde cuándo?", ["¿Le duele?", "¿Desde cuándo?"]),
        ("Avez-vous mal\u00a0? « Oui » suffit.", ["Avez-vous mal\u00a0?", "« Oui » suffit."]),
    ],
)
def test_sentences(text, parts):
    assert list(sentences(text)) == parts


def test_a_short_sentence_is_not_measured_and_the_hardest_one_counts():
    assert grade.hardest("Do you have dermatitis herpetiformis?", "en") == (0.0, "")
    years, sentence = grade.hardest(f"Do you have pain in your head today? {HARD}", "en")
    assert years > 12 and sentence == HARD


@pytest.mark.parametrize(
    ("language", "easy", "hard"),
    [
        ("en", "Did the pain in your head start all at once?", "Characterise the deterioration of functional capabilities experienced."),
        ("fr-CA", "Avez-vous mal à la tête depuis plus de trois mois?", "Caractérisez la détérioration des capacités fonctionnelles expérimentées."),
        ("es", "¿Le duele la cabeza desde hace más de tres meses?", "Caracterice el deterioro de las capacidades funcionales experimentadas."),
    ],
)
def test_the_line_is_grade_six_in_each_language(language, easy, hard):
    assert grade.hardest(easy, language)[0] <= grade.MOST < grade.hardest(hard, language)[0]


def test_flesch_and_kincaid_agree_with_each_other():
    """The grade worked out of a reading ease is the one English has directly: six words of one syllable are grade -1.45, told as 0."""
    ease = 206.835 - 1.015 * 10 - 84.6 * 1.5
    assert grade._as_kincaid(ease, 10, 206.835, 1.015) == round(0.39 * 10 + 11.8 * 1.5 - 15.59, 1)


def test_a_language_without_a_measure_is_not_measured():
    assert grade.hardest("Dies ist ein ausgesprochen unverständlicher Verwaltungsverfahrenssatz hier.", "de") == (0.0, "")


def test_without_the_library_nothing_is_graded_and_all_else_is(form, monkeypatch):
    monkeypatch.setattr(grade, "find_spec", lambda name: None)
    assert found(form, yes_no(f"{HARD} Is there edema?")) == [("jargon", "q0")]


# -- wording


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Do not stop unless you can't sleep."),
        ("en", "Have you never gone without it?"),
        ("fr", "Ne partez pas sans votre carte."),
        ("es", "No salga sin su tarjeta."),
    ],
)
def test_double_negatives(language, text):
    assert double_negative(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Please answer Yes or No."),
        ("en", "I cannot walk or cannot stand."),
        ("en", "“None of these” does not go with another answer."),
        ("en", "How hard is it? (0 = not hard, 3 = I cannot do it)"),
        ("en", "Do not rub it. Do not scratch it."),
        ("fr", "Je ne peux pas marcher ou je ne peux pas me lever."),
        ("fr", "Vous n’avez aucun autre nom."),
        ("es", "No es un sí ni un no."),
        ("es", "No me duele nada."),
        ("de", "Nicht ohne meine Karte, nie."),
    ],
)
def test_one_no_is_enough(language, text):
    assert double_negative(text, language) == ""


@pytest.mark.parametrize(
    ("language", "text", "again"),
    [
        ("en", "What happened? How long did it last?", "How long did it last?"),
        ("en", "Who told you, and when?", "and when?"),
        ("en", "Did it help or did it hurt?", "or did it hurt?"),
        ("fr", "Êtes-vous tombé, et votre tête a-t-elle touché le sol?", "et votre tête a-t-elle touché le sol?"),
        ("es", "¿Qué pasó? ¿Cuánto duró?", "¿Cuánto duró?"),
    ],
)
def test_two_questions(language, text, again):
    assert two_questions(text, language) == again


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Do you bleed or bruise easily?"),
        ("en", "Is there more? A worry, a fear, a wish?"),
        ("en", "Tell us what helps and what does not."),
        ("fr", "Fumez-vous ou vapotez-vous?"),
        ("es", "¿Le duele el brazo o la pierna?"),
    ],
)
def test_one_question(language, text):
    assert two_questions(text, language) == ""


def test_jargon_is_found_as_whole_words_with_the_plainer_one():
    assert list(jargon_in("Symptoms, SYMPTOMS and asymptomatic; prior to", "en")) == [("symptoms", "signs"), ("prior to", "before")]
    assert list(jargon_in("Une céphalée", "fr-CA")) == [("céphalée", "mal de tête")]
    assert list(jargon_in("edema", "de")) == []


# -- lists with a way out


def choice(*codes, **more):
    return {"type": "choice", "text": "Which?", "answerOption": [{"valueCoding": {"code": code, "display": code}} for code in codes], **more}


AGAIN = {"extension": [our("ask-again", True)]}


@pytest.mark.parametrize(
    ("item", "no_exit"),
    [
        (choice("left", "right", required=True), True),
        (choice("left", "right", **AGAIN), True),
        (choice("left", "right"), False),  # may be left blank
        (choice("left", "none", required=True), False),
        (choice("left", "unsure", **AGAIN), False),
        (choice("a", "Something else", required=True), False),
        (choice("left", "right", required=True) | {"type": "open-choice"}, False),
        (choice("0", "1", "2", required=True), False),
        (yes_no("Sure?", required=True), False),
    ],
)
def test_a_list_lets_everybody_out(form, item, no_exit):
    made = form(dict(item))
    assert has_no_exit(made.items[0]) is no_exit
    assert ("noExit" in dict(found(form, dict(item)))) is no_exit


# -- room


def test_lines_follow_the_width_and_a_long_word_is_named():
    narrow, wide = fits.Room(10 * fits.EM, 9), fits.Room(20 * fits.EM, 9)
    text = "the quick brown fox jumps over the lazy dog " * 3
    assert fits.lines(text, narrow) >= 2 * fits.lines(text, wide) - 1 > 2
    assert fits.lines("one\ntwo", wide) == 2
    assert fits.cut_word("antidisestablishmentarianism now", narrow) == "antidisestablishmentarianism"
    assert fits.cut_word("anti-disestablish-mentarian-ism", narrow) == ""


def test_a_translation_has_to_fit_too(form):
    assert ("longerThanFits", "q0") in found(form, yes_no("Is it so?", _text=said_too(fr="un mot assez long " * 20 + "?")))
    assert found(form, yes_no("Is it so?", _text=said_too(fr="Est-ce vrai?"))) == []


# -- who reads it, in which language


def test_only_what_a_patient_reads_is_looked_at(form):
    text = "Describe symptoms."
    assert found(form, {"text": text, "extension": [our("audience", "staff")]}) == []
    for ask in ("desk", "off", "app"):
        assert found(form, {"text": text, "extension": [our("ask", ask)]}) == []
    inside = {"type": "group", "text": "Staff", "extension": [our("audience", "staff")], "item": [{"linkId": "a", "type": "string", "text": text}]}
    assert for_patients(form(inside)) == frozenset()
    assert found(form, {"text": text}) == [("jargon", "q0")]


def test_every_part_of_an_item_has_its_own_name(form):
    item = choice("edema", required=True) | {"text": "Which symptom?", "_text": said_too(es="¿Qué síntoma?")}
    codes = found(form, item)
    assert Counter(codes)[("jargon", "q0")] == 2 and ("jargon", "q0=edema") in codes
    assert [said.language for said in said_in(form(item)) if said.part == "text"] == ["en", "es"]


def test_untranslated_phrases_are_named_or_counted(form):
    made = form({"text": "Yes", "_text": said_too(fr="Oui")}, {"text": "No"})
    assert [(fault.code, fault.facts["where"]) for fault in untranslated(made, ["fr"])] == [("untranslatedPhrase", "q1")]
    (many,) = untranslated(form(*[{"text": f"Question {'x' * n}"} for n in range(60)]), ["es"])
    assert (many.code, many.facts["count"], many.facts["language"]) == ("untranslatedMany", 60, "es")


def test_our_own_sentences_are_plain_in_english():
    assert [str(fault) for fault in look_at_own("en")] == []
    assert len(list(own_words(words("en")))) > 150


def test_what_is_taught_is_looked_at_in_each_language():
    plain = Text("It helps many people, but not all.", (("fr-CA", "Cela aide beaucoup de gens, mais pas tous."),))
    hard = Text("The administration of neurotoxin precipitates considerable muscular relaxation.", plain.others)
    topics = (Topic("plain", Text(), (plain,)), Topic("hard", Text(), (hard,)))
    faults = look_at_education(Education(topics=topics), ("fr-CA", "es"))
    assert ("aboveGrade", "education.hard", "en") in {(f.code, f.facts["where"], f.facts["language"]) for f in faults}
    assert {f.facts["where"] for f in faults if f.code == "aboveGrade"} == {"education.hard"}
    assert {(f.facts["where"], f.facts["language"]) for f in faults if f.code == "untranslatedPhrase"} >= {("education.plain", "es")}
    assert "fr-CA" not in {f.facts["language"] for f in faults if f.code == "untranslatedPhrase" and f.facts["where"] == "education.plain"}
