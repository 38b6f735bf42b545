"""What a form says to people, phrase by phrase, and what a language does not say yet."""

from intake.ask.compile import compile_form
from intake.ask.untold import phrases_of, untold

TRANSLATION = "http://hl7.org/fhir/StructureDefinition/translation"


def said(language: str, words: str) -> dict:
    return {"extension": [{"url": TRANSLATION, "extension": [{"url": "lang", "valueCode": language}, {"url": "content", "valueString": words}]}]}


HELP = {"url": "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl", "valueCodeableConcept": {"coding": [{"code": "help"}]}}
FORM = {
    "resourceType": "Questionnaire",
    "status": "active",
    "item": [
        {"linkId": "g.2", "text": "Pain", "_text": said("fr-CA", "Douleur"), "type": "group", "item": [
            {"linkId": "a", "text": "Where?", "type": "choice", "answerOption": [
                {"valueCoding": {"code": "x", "display": "Left", "_display": said("fr-CA", "Gauche")}}, {"valueCoding": {"code": "y", "display": "0–10"}},
                {"valueCoding": {"code": "z", "display": "Where?"}}],
             "item": [{"linkId": "a.help", "extension": [HELP], "text": "Touch it.", "type": "display"}]},
        ]},
    ],
}  # fmt: skip


def test_every_phrase_stands_with_the_link_id_a_phrase_book_names_it_by():
    assert [(text.source, where) for text, where in phrases_of(compile_form(FORM, strict=False))] == [
        ("Pain", "g"), ("Where?", "a"), ("Left", "a"), ("0–10", "a"), ("Where?", "a"), ("Touch it.", "a.help"),
    ]  # fmt: skip


def test_what_a_language_does_not_say_is_told_once_with_all_its_places():
    form = compile_form(FORM, strict=False)
    assert untold(form, "fr-CA") == untold(form, "fr") == (("Where?", ("a",)), ("Touch it.", ("a.help",)))
    assert [phrase for phrase, _ in untold(form, "es")] == ["Pain", "Where?", "Left", "Touch it."]
