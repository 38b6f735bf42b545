"""Samples: one item for every control, with an answer, for the tests, the audit and the gallery."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from intake.ask.form import Item, Limits, Option, Unit
from intake.ask.medicine_table import load_medicines
from intake.ask.medicine_words import load_words
from intake.ask.medicines import Medicines, medicines_of
from intake.ask.phrases import load_phrases
from intake.ask.words import Text, words
from ui.fields import Field, make_field
from ui.theme import Look

TODAY = date(2026, 11, 20)


@dataclass(frozen=True)
class Cell:
    """The part of a hear.reading.Cell that a field reads."""

    raw: tuple = ()


PACK = Path(__file__).resolve().parents[2] / "forms" / "botulinum"


@cache
def medicines() -> Medicines:
    """The pack's medicines, with its words and languages."""
    table = load_medicines(PACK / "medicines.csv")
    words = load_words(PACK / "medicine_words.csv", table.by_code)
    return medicines_of(table.by_code.values(), table.sha256, words=words, phrases=load_phrases(PACK))


@cache
def regions() -> tuple[Option, ...]:
    """The options of the pack's body map, from the dictionary."""
    with (PACK / "dictionary.csv").open(encoding="utf-8", newline="") as file:
        row = next(row for row in csv.DictReader(file) if row["linkId"] == "pain-map")
    return options(*row["options"].split("|"))


def options(*pairs: str, exclusive: str = "") -> tuple[Option, ...]:
    """"code=Label" -> options; "none" and `exclusive` stand alone."""
    made = []
    for pair in pairs:
        code, _, label = pair.partition("=")
        made.append(Option(code, Text(label or code), exclusive=code in ("none", exclusive)))
    return tuple(made)


def item(kind: str, text: str, *, link_id: str = "sample", **more) -> Item:
    return Item(slot=0, link_id=link_id, kind=kind, text=Text(text), **more)


FEATURES = options("side=On one side", "throb=Throbbing or pulsing", "strong=Moderate or severe", "move=Worse with moving", "sick=I feel sick or vomit",
                   "light=Light and noise bother me", "none=None of these")  # fmt: skip
ROLE = options("patient=I am the patient, and I answer alone", "patient-help=I am the patient, and a family member or friend helps",
               "proxy=A parent, a guardian, or the one who decides for the patient")  # fmt: skip


def samples() -> dict[str, tuple[Item, tuple]]:
    """name -> (item, an answer)."""
    made = {
        "yes-no": (item("boolean", "Have you ever had injections of botulinum toxin?"), (True,)),
        "yes-no-unsure": (item("choice", "Is your headache new?", options=options("yes=Yes", "no=No", "unsure=Not sure")), ("unsure",)),
        "consent": (item("boolean", "I understand that staff read my answers before the visit.", control="check-box"), (True,)),
        "choice": (item("choice", "Who answers?", options=ROLE), ("patient-help",)),
        "open-choice": (item("open-choice", "Which language?", options=options("en=English", "fr=Français", "es=Español")), ("Tagalog",)),
        "open-choice-other": (item("open-choice", "Which language?", options=options("en=English", "fr=Français", "other=Other")), ("Tagalog",)),
        "several": (item("choice", "What is your headache like?", options=FEATURES, repeats=True), ("side", "light")),
        "number-days": (item("integer", "Headache days", units=(Unit("d", Text("days")),), limits=Limits(Decimal(0), Decimal(30))), (12,)),
        "number": (item("integer", "How many minutes can you walk?", units=(Unit("min"),), limits=Limits(Decimal(0), Decimal(900))), (45,)),
        "decimal": (item("decimal", "What was your last INR?", limits=Limits(Decimal("0.5"), Decimal(15), decimals=1)), ("2.5",)),
        "quantity": (item("quantity", "How much do you weigh?", units=(Unit("kg", Text("kg")), Unit("[lb_av]", Text("pounds")))), ({"value": "72.5", "unit": "kg"},)),
        "scale": (item("integer", "Pain at its worst", control="scale", low=Text("No pain"), high=Text("The worst pain I can think of"),
                       limits=Limits(Decimal(0), Decimal(10))), (7,)),
        "date-birth": (item("date", "When were you born?", link_id="identity-birth-date"), ("1948-03-12",)),
        "date": (item("date", "When was it?", link_id="toxin-visit-date"), ("2025-06",)),
        "line": (item("string", "First name", limits=Limits(max_length=120)), ("Marguerite",)),
        "area": (item("text", "Tell us in your own words why you come.", limits=Limits(max_length=1000)), ("My head hurts most days, and the pills help less.",)),
        "medicine": (item("open-choice", "Name of the medicine", medicines=()), ("topiramate",)),
        "medicines": (item("open-choice", "Have you ever taken any of these?", medicines=(), repeats=True,
                           options=options("none=None of these", "unsure=Not sure")), ("topiramate", "candesartan")),
        "search": (item("choice", "Where do you live?", options=options(*(f"p{n}=Place number {n}" for n in range(20)))), ("p3",)),
        "body-map": (item("choice", "Touch where it hurts.", options=regions(), repeats=True, control="body-map"), ("temple-left", "neck-back", "shoulder-right")),
        "signature": (item("attachment", "Sign with your finger.", link_id="close-signature-image"), ()),
        "attachment": (item("attachment", "You can take a photo of your pill bottles."), ()),
        "display": (item("display", "Think of the last 30 days. A calendar or a diary helps."), ()),
    }  # fmt: skip
    return made


SENTENCE = "Please give a number from 0 to 30."


def field(name: str, look: Look, *, answered: bool = True, language: str = "en", **more) -> Field:
    """The control of a sample, answered or blank."""
    sample, answer = samples()[name]
    made = make_field(sample, look, words(language), language, medicines=medicines(), today=TODAY, **more)
    if answered:
        made.show_cell(Cell(answer))
    return made
