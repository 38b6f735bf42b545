"""Form: a Questionnaire compiled once into a flat, immutable table of items in document order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from intake.ask.words import Text

if TYPE_CHECKING:
    from intake.ask.fhirpath import Expression
    from intake.ask.graph import Graph
    from intake.ask.medicines import Medicines

OURS = "https://intake.example/fhir/StructureDefinition/"
"""The canonical under which our own extensions live; `forms/botulinum/README.md` documents each of them."""


@dataclass(frozen=True, slots=True)
class Option:
    """One answerOption (or one code of a contained value set).

    `code` is the raw answer a control gives and an answers file names; it is unique in its item
    ("system|code" where two systems share a code; the literal for valueString, valueInteger, valueDate).
    """

    code: str
    display: Text
    system: str | None = None
    value: Any = None  # str | int | date text for options that are not codings
    ordinal: Decimal | None = None
    exclusive: bool = False
    prefix: str = ""
    initial: bool = False


@dataclass(frozen=True, slots=True)
class Unit:
    """A UCUM unit: `code` as in FHIR, `display` as a person reads it."""

    code: str
    display: Text = Text()
    system: str | None = "http://unitsofmeasure.org"


@dataclass(frozen=True, slots=True)
class Limits:
    """What an answer may be. Numbers as Decimal, dates as FHIR text, lengths in code points, counts in answers or rows."""

    min: Decimal | str | None = None
    max: Decimal | str | None = None
    max_length: int | None = None
    min_length: int | None = None
    decimals: int | None = None
    pattern: str | None = None  # RE2; compiled by `ask.patterns.compiled`
    min_count: int | None = None
    max_count: int | None = None
    max_bytes: int | None = None  # of an attachment
    mime_types: tuple[str, ...] = ()  # of an attachment; () = all


@dataclass(frozen=True, slots=True)
class When:
    """One enableWhen condition, resolved to the slot of its question. `slot` is None when the question is unknown."""

    slot: int | None
    operator: str  # exists = != > < >= <=
    answer: Any  # bool | int | Decimal | str; a code for a coding; FHIR text for dates
    system: str | None = None


Constraint = tuple[str, "Expression", Text, bool]
"""key, expression, human words, is an error (else a warning)."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a form. `slot` is its place in `Form.items` (document order); `parent` and `children` are slots."""

    slot: int
    link_id: str
    kind: str  # group display boolean decimal integer date dateTime time string text url choice open-choice attachment reference quantity
    text: Text = Text()
    help: Text = Text()
    prefix: str = ""
    short: Text = Text()
    parent: int = -1
    children: tuple[int, ...] = ()
    repeating: tuple[int, ...] = ()  # slots of the repeating groups around it, outermost first
    repeats: bool = False
    required: bool = False  # stops the form
    ask_again: bool = False  # asked a second time, then the person may go on
    read_only: bool = False
    hidden: bool = False
    audience: str = "patient"  # patient | staff
    ask: str = "core"  # core | optional | desk | app | off (whom it costs; our extension)
    control: str = ""  # itemControl code, or ours: body-map, medicine, scale, chips, table, grid
    orientation: str = ""  # horizontal | vertical
    page_break: bool = False  # a new page begins with this item (also inside a repeating group: rows as cards)
    layout: str = ""  # how the page that begins here is laid out: "" rows | ticks | table | grid | cards | scales
    critical: bool = False  # a blank is worth telling the provider (S-30)
    options: tuple[Option, ...] = ()
    units: tuple[Unit, ...] = ()
    limits: Limits = Limits()
    initial: tuple[Any, ...] = ()  # raw answers given by the author
    when: tuple[When, ...] = ()
    when_any: bool = True  # enableBehavior
    when_expression: Expression | None = None
    calculated: Expression | None = None
    initial_expression: Expression | None = None
    variables: tuple[tuple[str, Expression], ...] = ()
    constraints: tuple[Constraint, ...] = ()
    low: Text = Text()  # words at the lower end of a scale
    high: Text = Text()
    codes: tuple[tuple[str | None, str], ...] = ()  # (system, code) of item.code
    medicines: tuple[str, ...] | None = None  # lists of medicines.csv the search is limited to; () = all; None = not a medicine
    pointer: str = ""  # JSON pointer in the file
    spoken: Text = Text()  # what is read aloud instead of the text
    entry_format: Text = Text()  # what an answer looks like, shown in the empty field
    open_label: Text = Text()  # the words of "other" in an open choice
    step: Decimal | None = None  # of a slider

    @property
    def can_be_put(self) -> bool:
        """Whether a screen can take its answer. Photos and files wait for an optional extra (decision 17); a drawing is a signature."""
        return self.kind not in ("attachment", "reference") or "signature" in self.link_id

    @property
    def is_group(self) -> bool:
        return self.kind == "group"

    @property
    def is_question(self) -> bool:
        return self.kind not in ("group", "display")

    def option(self, code: str) -> Option | None:
        """The option a raw answer names, or None."""
        for option in self.options:
            if option.code == code:
                return option
        return None


@dataclass(frozen=True, slots=True)
class Page:
    """What belongs together on one page: item slots in document order (top-most only; a group stands for its children)."""

    key: str  # linkId of its first question: stable between versions
    title: Text
    slots: tuple[int, ...]
    layout: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A compiled Questionnaire. Immutable and shared; find things by linkId with `item()`."""

    url: str
    version: str
    title: Text
    language: str
    items: tuple[Item, ...]
    index: Mapping[str, int]  # linkId -> slot
    roots: tuple[int, ...]
    pages: tuple[Page, ...]
    sha256: str  # of the file's bytes
    launch: tuple[str, ...] = ()
    variables: tuple[tuple[str, Expression], ...] = ()
    notes: tuple[Any, ...] = ()  # Diagnostics: what was coerced or degraded
    graph: Graph | None = field(default=None, repr=False, compare=False)  # who reads whom, for hear.reading
    constraints: tuple[Constraint, ...] = ()  # of the form as a whole
    file: str = ""  # where it came from, as it was named
    medicines: Medicines | None = field(default=None, repr=False, compare=False)  # of its pack: understands typed names

    def item(self, link_id: str) -> Item:
        """The item of a linkId; KeyError names the linkId."""
        return self.items[self.index[link_id]]

    def __contains__(self, link_id: str) -> bool:
        return link_id in self.index
