"""Every element of a Questionnaire that is read: one small item, and what it becomes."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from intake.ask.errors import PackError
from intake.ask.form import OURS, Form, Item, Limits, Option, Unit
from intake.ask.words import Text

HL7 = "http://hl7.org/fhir/StructureDefinition/"
SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-"


def ext(url: str, **value: Any) -> dict[str, Any]:
    return {"url": url, **value}


def control(code: str) -> dict[str, Any]:
    return ext(HL7 + "questionnaire-itemControl", valueCodeableConcept={"coding": [{"code": code}]})


def translated(words: str, **others: str) -> dict[str, Any]:
    parts = [
        {"url": HL7 + "translation", "extension": [{"url": "lang", "valueCode": tag}, {"url": "content", "valueString": said}]}
        for tag, said in others.items()
    ]
    return {"text": words, "_text": {"extension": parts}}


def choice(*entries: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "choice", "text": "?", "answerOption": list(entries), **more}


def coding(code: str, display: str = "", system: str = "s") -> dict[str, Any]:
    return {"valueCoding": {"system": system, "code": code, "display": display or code}}


def option_ext(**value: Any) -> dict[str, Any]:
    return {"url": HL7 + value.pop("name"), **value}


ELEMENTS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "text, prefix, code": (
        {"text": "Age?", "prefix": "1.", "code": [{"system": "http://loinc.org", "code": "30525-0"}]},
        {"text": Text("Age?"), "prefix": "1.", "codes": (("http://loinc.org", "30525-0"),)},
    ),
    "translation of the text": (translated("Age?", fr="Âge ?"), {"text": Text("Age?", (("fr", "Âge ?"),))}),
    "xhtml where there is no text": (
        {"_text": {"extension": [ext(HL7 + "rendering-xhtml", valueString="<b>Be &amp; <style>x{}</style>well</b>")]}},
        {"text": Text("Be & well")},
    ),
    "markup in a text is text": ({"text": "<img src=file:x><h1>a</para>"}, {"text": Text("<img src=file:x><h1>a</para>")}),
    "required, repeats, readOnly": (
        {"required": True, "repeats": True, "readOnly": True},
        {"required": True, "repeats": True, "read_only": True},
    ),
    "maxLength, minLength, regex": (
        {"maxLength": 9, "extension": [ext(HL7 + "minLength", valueInteger=2), ext(HL7 + "regex", valueString="[a-z]+")]},
        {"limits": Limits(max_length=9, min_length=2, pattern="[a-z]+")},
    ),
    "min, max, decimals": (
        {
            "type": "decimal",
            "extension": [
                ext(HL7 + "minValue", valueDecimal=0.5),
                ext(HL7 + "maxValue", valueInteger=7),
                ext(HL7 + "maxDecimalPlaces", valueInteger=1),
            ],
        },
        {"limits": Limits(min=Decimal("0.5"), max=Decimal(7), decimals=1)},
    ),
    "limits of a date": (
        {"type": "date", "extension": [ext(HL7 + "minValue", valueDate="1900-01-01"), ext(HL7 + "maxValue", valueDate="2030")]},
        {"limits": Limits(min="1900-01-01", max="2030")},
    ),
    "limits of a quantity": (
        {"type": "quantity", "extension": [ext(SDC + "minQuantity", valueQuantity={"value": 20, "code": "kg"})]},
        {"limits": Limits(min=Decimal(20))},
    ),
    "occurs": (
        {
            "type": "group",
            "repeats": True,
            "extension": [ext(HL7 + "questionnaire-minOccurs", valueInteger=1), ext(HL7 + "questionnaire-maxOccurs", valueInteger=20)],
        },
        {"limits": Limits(min_count=1, max_count=20), "repeats": True},
    ),
    "attachment": (
        {"type": "attachment", "extension": [ext(HL7 + "mimeType", valueCode="image/png"), ext(HL7 + "maxSize", valueDecimal=0.5)]},
        {"limits": Limits(max_bytes=500_000, mime_types=("image/png",))},
    ),
    "unit": (
        {"type": "integer", "extension": [ext(HL7 + "questionnaire-unit", valueCoding={"system": "u", "code": "kg", "display": "kilos"})]},
        {"units": (Unit("kg", Text("kilos"), "u"),)},
    ),
    "unit options": (
        {
            "type": "quantity",
            "extension": [
                ext(HL7 + "questionnaire-unitOption", valueCoding={"system": "u", "code": "kg"}),
                ext(HL7 + "questionnaire-unitOption", valueCoding={"system": "u", "code": "[lb_av]", "display": "lb"}),
            ],
        },
        {"units": (Unit("kg", Text("kg"), "u"), Unit("[lb_av]", Text("lb"), "u"))},
    ),
    "options of every value type": (
        choice(coding("a", "A"), {"valueString": "other"}, {"valueInteger": 3}, {"valueDate": "2020-01"}, {"valueTime": "08:00:00"}),
        {
            "options": (
                Option("a", Text("A"), "s"),
                Option("other", Text("other"), value="other"),
                Option("3", Text("3"), value=3),
                Option("2020-01", Text("2020-01"), value="2020-01"),
                Option("08:00:00", Text("08:00:00"), value="08:00:00"),
            )
        },
    ),
    "a code of two systems": (
        choice(coding("1", "one", "s"), coding("1", "uno", "t"), coding("2")),
        {"options": (Option("s|1", Text("one"), "s"), Option("t|1", Text("uno"), "t"), Option("2", Text("2"), "s"))},
    ),
    "ordinal on the option": (
        choice(coding("a") | {"extension": [option_ext(name="ordinalValue", valueDecimal=2)]}),
        {"options": (Option("a", Text("a"), "s", ordinal=Decimal(2)),)},
    ),
    "ordinal on the coding": (
        choice({"valueCoding": {"code": "a", "extension": [option_ext(name="ordinalValue", valueDecimal=0)]}}),
        {"options": (Option("a", Text("a"), ordinal=Decimal(0)),)},
    ),
    "exclusive, prefix, initial": (
        choice(
            coding("none")
            | {
                "initialSelected": True,
                "extension": [
                    option_ext(name="questionnaire-optionExclusive", valueBoolean=True),
                    option_ext(name="questionnaire-optionPrefix", valueString="z)"),
                ],
            }
        ),
        {"options": (Option("none", Text("none"), "s", exclusive=True, prefix="z)", initial=True),), "initial": ("none",)},
    ),
    "translation of an option": (
        choice({"valueCoding": {"code": "y", "display": "Yes", "_display": translated("", fr="Oui")["_text"]}}),
        {"options": (Option("y", Text("Yes", (("fr", "Oui"),))),)},
    ),
    "open choice keeps its words for other": (
        choice(coding("a"), type="open-choice", extension=[ext(SDC + "openLabel", valueString="Something else")]),
        {"kind": "open-choice", "open_label": Text("Something else")},
    ),
    "STU3 option": ({"type": "choice", "option": [coding("a", "A")]}, {"options": (Option("a", Text("A"), "s"),)}),
    "R5 coding": (
        {"type": "coding", "answerConstraint": "optionsOrString", "answerOption": [coding("a", "A")]},
        {"kind": "open-choice", "options": (Option("a", Text("A"), "s"),)},
    ),
    "initial of each kind: boolean": ({"type": "boolean", "initial": [{"valueBoolean": False}]}, {"initial": (False,)}),
    "initial of each kind: decimal": ({"type": "decimal", "initial": [{"valueDecimal": 1.5}]}, {"initial": ("1.5",)}),
    "initial of each kind: integer": ({"type": "integer", "initial": [{"valueInteger": 0}]}, {"initial": (0,)}),
    "initial of each kind: date": ({"type": "date", "initial": [{"valueDate": "2019-04"}]}, {"initial": ("2019-04",)}),
    "initial of each kind: coding": (choice(coding("a"), initial=[coding("a")]), {"initial": ("a",)}),
    "initial of each kind: quantity": (
        {"type": "quantity", "initial": [{"valueQuantity": {"value": 7, "unit": "kg", "code": "kg"}}]},
        {"initial": ({"value": "7", "unit": "kg"},), "units": (Unit("kg", Text("kg"), None),)},
    ),
    "STU3 initial": ({"type": "string", "initialString": "x"}, {"initial": ("x",)}),
    "hidden, control, orientation": (
        choice(
            coding("a"),
            extension=[
                ext(HL7 + "questionnaire-hidden", valueBoolean=True),
                control("radio-button"),
                ext(HL7 + "questionnaire-choiceOrientation", valueCode="horizontal"),
            ],
        ),
        {"hidden": True, "control": "radio-button", "orientation": "horizontal"},
    ),
    "short text, entry format, slider": (
        {
            "type": "integer",
            "extension": [
                ext(SDC + "shortText", valueString="Pain"),
                ext(HL7 + "entryFormat", valueString="0 to 10"),
                ext(HL7 + "questionnaire-sliderStepValue", valueInteger=5),
                control("slider"),
            ],
        },
        {"short": Text("Pain"), "entry_format": Text("0 to 10"), "step": Decimal(5), "control": "slider"},
    ),
    "usage mode": ({"extension": [ext(HL7 + "questionnaire-usageMode", valueCode="display-non-empty")]}, {"hidden": True}),
    "ours: who is asked, and how hard": (
        {
            "extension": [
                ext(OURS + "ask-again", valueBoolean=True),
                ext(OURS + "audience", valueCode="staff"),
                ext(OURS + "ask", valueCode="desk"),
                ext(OURS + "critical", valueBoolean=True),
            ]
        },
        {"ask_again": True, "audience": "staff", "ask": "desk", "critical": True},
    ),
    "ours: page and layout": (
        {"extension": [ext(OURS + "page-break", valueBoolean=True), ext(OURS + "layout", valueCode="ticks")]},
        {"page_break": True, "layout": "ticks"},
    ),
    "ours: scale": (
        {
            "type": "integer",
            "extension": [
                {"url": OURS + "scale-low", "valueString": "none", "_valueString": translated("", fr="aucune")["_text"]},
                ext(OURS + "scale-high", valueString="worst"),
            ],
        },
        {"low": Text("none", (("fr", "aucune"),)), "high": Text("worst"), "control": "scale"},
    ),
    "ours: body map": (choice(coding("x"), repeats=True, extension=[ext(OURS + "body-map", valueBoolean=True)]), {"control": "body-map"}),
    "ours: spoken": ({"extension": [ext(OURS + "spoken", valueString="milligrams")]}, {"spoken": Text("milligrams")}),
    "legacy: instruction, answerRepeats": (
        {
            "extension": [
                ext(HL7 + "questionnaire-instruction", valueString="Look at the box."),
                ext(HL7 + "questionnaire-answerRepeats", valueBoolean=True),
            ]
        },
        {"help": Text("Look at the box."), "repeats": True},
    ),
}


@pytest.mark.parametrize("name", ELEMENTS)
def test_an_element_becomes(name: str, form: Callable[..., Form]) -> None:
    raw, expected = ELEMENTS[name]
    item = form(dict(raw)).item("q0")
    assert {key: getattr(item, key) for key in expected} == expected


KINDS = "group display boolean decimal integer date dateTime time string text url choice open-choice attachment reference quantity".split()


@pytest.mark.parametrize("kind", KINDS)
def test_every_item_type_is_read(kind: str, form: Callable[..., Form]) -> None:
    made = form({"type": kind, "text": "x", "answerOption": [coding("a")]} if "choice" in kind else {"type": kind, "text": "x"})
    assert made.items[0].kind == kind
    assert not [note for note in made.notes if note.severity == "error"]


ASIDES = ["help", "flyover", "prompt", "inline"]


@pytest.mark.parametrize("code", ASIDES)
def test_words_beside_a_question_become_its_help(code: str, form: Callable[..., Form]) -> None:
    made = form({"type": "integer", "item": [{"linkId": "h", "type": "display", "extension": [control(code)], **translated("Why", fr="Ici")}]})
    assert made.item("q0").help == Text("Why", (("fr", "Ici"),))
    assert "h" not in made and made.item("q0").children == ()


def test_two_helps_are_joined_in_each_language(form: Callable[..., Form]) -> None:
    helps = [
        {"linkId": "h1", "type": "display", "extension": [control("help")], **translated("One.", fr="Un.")},
        {"linkId": "h2", "type": "display", "extension": [control("flyover")], "text": "Two."},
    ]
    assert form({"item": helps}).item("q0").help == Text("One.\nTwo.", (("fr", "Un.\nTwo."),))


def test_help_that_comes_and_goes_stays_an_item(form: Callable[..., Form]) -> None:
    when = [{"question": "q0", "operator": "exists", "answerBoolean": True}]
    made = form({"item": [{"linkId": "h", "type": "display", "text": "x", "extension": [control("help")], "enableWhen": when}]})
    assert made.item("h").kind == "display" and not made.item("q0").help


def test_words_at_the_ends_of_a_slider_and_its_unit(form: Callable[..., Form]) -> None:
    ends = [{"linkId": code, "type": "display", "text": code.upper(), "extension": [control(code)]} for code in ("lower", "upper", "unit")]
    item = form({"type": "integer", "item": ends}).item("q0")
    assert (item.low, item.high, item.units) == (Text("LOWER"), Text("UPPER"), (Unit("", Text("UNIT"), None),))


def test_rows_know_the_groups_around_them(form: Callable[..., Form]) -> None:
    made = form(
        {"type": "group", "repeats": True, "item": [
            {"linkId": "a", "type": "string", "item": [{"linkId": "b", "type": "string"}]},
            {"linkId": "inner", "type": "group", "repeats": True, "item": [{"linkId": "c", "type": "string"}]},
        ]},
    )  # fmt: skip
    slots = {item.link_id: item for item in made.items}
    assert slots["q0"].repeating == () and slots["b"].repeating == (0,)
    assert slots["c"].repeating == (0, slots["inner"].slot)
    assert slots["q0"].children == (slots["a"].slot, slots["inner"].slot)
    assert [item.slot for item in made.items] == list(range(5)) and made.roots == (0,)


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "E3 a linkId twice": ({"type": "group", "item": [{"linkId": "q0", "type": "string"}]}, "duplicateLinkId"),
    "no linkId": ({"linkId": " "}, "noLinkId"),
    "an unknown type": ({"type": "colour"}, "unknownType"),
    "E9 an unknown question": ({"enableWhen": [{"question": "qq", "operator": "exists", "answerBoolean": True}]}, "conditionUnknown"),
    "E9 a type mismatch": (
        {"item": [{"linkId": "b", "type": "boolean", "enableWhen": [{"question": "q0", "operator": "=", "answerInteger": 1}]}]},
        "conditionType",
    ),
    "E7 it waits for itself": ({"enableWhen": [{"question": "q0", "operator": "exists", "answerBoolean": True}]}, "cycle"),
    "E11 look-ahead": ({"extension": [ext(HL7 + "regex", valueString="(?=a)b")]}, "pattern"),
    "E11 back-reference": ({"extension": [ext(HL7 + "regex", valueString=r"(a)\1")]}, "pattern"),
    "E11 a repeat too large": ({"extension": [ext(HL7 + "regex", valueString="a{1001}")]}, "pattern"),
    "E11 repeats multiplied": ({"extension": [ext(HL7 + "regex", valueString="((a{100}){100}){100}")]}, "pattern"),
    "an unknown extension of ours": ({"extension": [ext(OURS + "ask-agian", valueBoolean=True)]}, "unknownOurs"),
    "an unknown code of ours": ({"extension": [ext(OURS + "ask", valueCode="never")]}, "unknownCode"),
    "a wrong expression": ({"extension": [ext(SDC + "calculatedExpression", valueExpression={"expression": "1 +"})]}, "expression"),
    "an expression about nothing": (
        {"extension": [ext(SDC + "calculatedExpression", valueExpression={"expression": "%resource.item.where(linkId='zz').answer.value"})]},
        "expressionUnknown",
    ),
    "limits crossed": ({"type": "integer", "extension": [ext(HL7 + "minValue", valueInteger=2), ext(HL7 + "maxValue", valueInteger=1)]}, "limitsCrossed"),
    "a limit of another kind": ({"type": "date", "extension": [ext(HL7 + "minValue", valueInteger=2)]}, "limitType"),
    "initial on a group": ({"type": "group", "initial": [{"valueString": "x"}]}, "initialOnGroup"),
    "a choice without options": ({"type": "choice"}, "noOptions"),
    "another questionnaire": ({"type": "group", "extension": [ext(SDC + "subQuestionnaire", valueCanonical="http://x")]}, "subQuestionnaire"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_strict_refuses_and_foreign_runs_without(name: str, form: Callable[..., Form]) -> None:
    raw, code = REFUSED[name]
    with pytest.raises(PackError) as caught:
        form(dict(raw), strict=True)
    assert code in [fault.code for fault in caught.value.faults]
    assert all(fault.line > 0 or not fault.pointer for fault in caught.value.faults)
    foreign = form(dict(raw))
    assert code in [note.code for note in foreign.notes]
    assert len(foreign.items) >= 1


NEVER: dict[str, tuple[dict[str, Any], str]] = {
    "an unknown modifier": ({"modifierExtension": [ext("http://x/not", valueBoolean=True)]}, "modifier"),
    "a modifier on an option": (choice(coding("a") | {"modifierExtension": [ext("http://x/not")]}), "modifier"),
    "a modifier that is no object": ({"modifierExtension": ["x"]}, "modifier"),
    "critical and not read": ({"extension": [ext(HL7 + "rendering-criticalExtension", valueUri=SDC + "entryMode")]}, "critical"),
    "too many options": (choice(*(coding(f"c{n}") for n in range(501))), "tooManyOptions"),
    "a pattern too long": ({"extension": [ext(HL7 + "regex", valueString="a" * 501)]}, "patternLong"),
}


@pytest.mark.parametrize("name", NEVER)
def test_some_things_refuse_every_form(name: str, form: Callable[..., Form]) -> None:
    raw, code = NEVER[name]
    for strict in (True, False):
        with pytest.raises(PackError) as caught:
            form(dict(raw), strict=strict)
        assert [fault.code for fault in caught.value.faults] == [code]


def test_a_critical_extension_that_is_read_is_no_reason_to_refuse(form: Callable[..., Form]) -> None:
    assert form({"extension": [ext(HL7 + "rendering-criticalExtension", valueUri=HL7 + "questionnaire-optionExclusive")]}, strict=True)


def test_a_modifier_hidden_by_an_escape_is_still_seen() -> None:
    from intake.ask.compile import compile_form

    text = '{"resourceType":"Questionnaire","item":[{"linkId":"a","type":"string","\\u006dodifierExtension":[{"url":"http://x"}]}]}'
    with pytest.raises(PackError):
        compile_form(text, strict=False)


def test_every_fault_of_a_strict_form_comes_at_once(form: Callable[..., Form]) -> None:
    with pytest.raises(PackError) as caught:
        form(*(dict(raw) for raw, _ in list(REFUSED.values())[1:6]), strict=True)
    assert len({fault.code for fault in caught.value.faults}) >= 3
    assert [fault.line for fault in caught.value.faults] == sorted(fault.line for fault in caught.value.faults)


DIRT: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    "repeats as text": ({"repeats": "true"}, {"repeats": True}, "mended"),
    "required as text": ({"required": "False"}, {"required": False}, "mended"),
    "linkId as number": ({"linkId": 7}, {"link_id": "7"}, "mended"),
    "maxLength as text": ({"maxLength": "5"}, {"limits": Limits(max_length=5)}, "mended"),
    "maxLength as 5.0": ({"maxLength": 5.0}, {"limits": Limits(max_length=5)}, "mended"),
    "one item, not a list": ({"type": "group", "item": {"linkId": "a", "type": "string"}}, {"children": (1,)}, "mended"),
    "text is null": ({"text": None}, {"text": Text()}, "null"),
    "text is a list": ({"text": ["x"]}, {"text": Text()}, "wrongType"),
    "repeats is a number": ({"repeats": 1}, {"repeats": False}, "wrongType"),
    "an item is null": ({"type": "group", "item": [None]}, {"kind": "group"}, "notAnObject"),
}


@pytest.mark.parametrize("name", DIRT)
def test_dirt_is_mended_and_noted(name: str, form: Callable[..., Form]) -> None:
    raw, expected, code = DIRT[name]
    made = form(dict(raw))
    item = made.items[0]
    assert {key: getattr(item, key) for key in expected} == expected
    assert code in [note.code for note in made.notes]


def test_a_repeated_link_id_keeps_both_questions(form: Callable[..., Form]) -> None:
    made = form({"linkId": "a"}, {"linkId": "a"}, {"linkId": "a"})
    assert [item.link_id for item in made.items] == ["a", "a~2", "a~3"]
    assert made.item("a").slot == 0 and made.item("a~3").slot == 2


def test_the_header_is_read_and_the_launch_context(form: Callable[..., Form]) -> None:
    context = {"url": SDC + "launchContext", "extension": [{"url": "name", "valueCoding": {"code": "patient"}}]}
    made = form({"text": "x"}, title="T", _title=translated("", fr="Titre")["_text"], version="2", language="fr", extension=[context])
    assert (made.title, made.version, made.language, made.url) == (Text("T", (("fr", "Titre"),)), "2", "fr", "https://example.org/q")
    assert made.launch == ("patient",) and len(made.sha256) == 64


def test_the_same_bytes_are_compiled_once(form: Callable[..., Form]) -> None:
    assert form({"text": "once"}) is form({"text": "once"})
    assert form({"text": "once"}) is not form({"text": "once"}, strict=True)


def test_a_form_cannot_be_changed(form: Callable[..., Form]) -> None:
    made = form({"text": "x"})
    with pytest.raises(AttributeError):
        made.items[0].text = Text("y")  # type: ignore[misc]
    with pytest.raises(TypeError):
        made.index["z"] = 1  # type: ignore[index]
    assert isinstance(made.items[0], Item)
