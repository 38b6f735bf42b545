"""The shapes of a Summary: everything the provider reads, as words and numbers, nothing as drawing instructions."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

Refs = tuple[str, ...]
"""Question numbers as the transcript prints them: ("Q12", "Q13")."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who, and which visit. Missing words are "" and print "not known"; `age` is in full years on the visit date."""

    surname: str
    given: str
    used_name: str = ""
    pronouns: str = ""
    born: str = ""  # dd-Mmm-yyyy
    age: int | None = None
    sex: str = ""
    mrn: str = ""
    phone: str = ""
    visit_id: str = ""
    visit_date: str = ""  # dd-Mmm-yyyy
    referrer: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """How the answers came about: language, interpreter, who answered. `mark` P patient, N nurse, R proxy, I interpreter, "" where it changed."""

    language: str = ""
    interpreter: str = ""  # "no interpreter", "wants an interpreter", "trained interpreter"...
    responder: str = ""
    mark: str = "P"
    line: str = ""  # the three above as one line for the header


@dataclass(frozen=True, slots=True)
class Why:
    """Why the patient is here."""

    title: str  # "Pre-consultation summary"
    indications: tuple[str, ...] = ()  # condition, then condition-second; words of the patient's choice
    kind: str = ""  # "New patient" | "Return patient" | ""
    brand: str = ""  # brand somebody talked about, as answered
    refs: Refs = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """The patient's own words, exactly. `cut` is what page one prints (120 characters, cut between words); `is_cut` says if it differs."""

    text: str = ""
    cut: str = ""
    is_cut: bool = False
    status: str = "answered"  # answered | not asked | not answered | declined
    refs: Refs = ()
    note: str = ""  # the language it is written in, where that is not the provider's, and who typed it, where that was not the patient
    language: str = ""  # the language as a tag (BCP 47), for readers that speak


@dataclass(frozen=True, slots=True)
class Flag:
    """One finding URGENT, CI or REVIEW. `quotes` are the patient's answers as given, without quotation marks."""

    id: str
    level: str  # URGENT | CI | REVIEW
    word: str  # the level as printed
    sentence: str
    quotes: tuple[str, ...] = ()
    scope: str = ""
    detail: tuple[str, ...] = ()
    refs: Refs = ()
    staff: tuple[str, ...] = ()  # what staff noted about it (urgent action, "checked by"), mark N
    note: str = ""  # the language of words typed, where that is not the provider's
    lowered: bool = False  # the clinic tells this rule at a lower level than the pack does; the scope says on whose word


@dataclass(frozen=True, slots=True)
class Named:
    """One entry of the lists denied, not answered, not sure, declined: a short label and where it was asked."""

    label: str
    ref: str = ""
    link_id: str = ""


@dataclass(frozen=True, slots=True)
class Region:
    """One place the patient touched on the body map, left and right as the patient sees them."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Marked:
    """Places that a question of the reason for the visit named: stiff limbs, the knee, the level of the back, which way the head pulls.

    `key` is that of the key number that says the same in words. `regions` are in the order given; a code may join a place and a side
    ("low@left", "front@"). Without any, `status` says why in words.
    """

    key: str  # limbs | knee | where | area | direction
    title: str
    regions: tuple[Region, ...] = ()
    status: str = ""
    refs: Refs = ()
    mark: str = "P"


@dataclass(frozen=True, slots=True)
class Bar:
    """One small bar of a row: its name, how long it is, and the length of a full one. `unit` as it was typed."""

    label: str
    value: Decimal
    high: Decimal
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Threshold:
    """A line on the scale of a key number: where, and the criterion it belongs to."""

    value: Decimal
    words: str = ""


@dataclass(frozen=True, slots=True)
class KeyNumber:
    """One row of "numbers today". `number` None: `value` says in words why ("not answered", "not scored").

    `words` is a neutral word beside the scale; `over` is None where the row has no threshold. Never a diagnosis.
    `key` names the kind of row ("headache-days"). A row of words may have a `number` too, for a small scale beside them.
    """

    label: str
    sub: str = ""
    value: str = ""
    number: Decimal | None = None
    unit: str = ""  # printed after the value: "/30", "%", "wk"
    low: Decimal | None = None
    high: Decimal | None = None
    thresholds: tuple[Threshold, ...] = ()
    over: bool | None = None  # at or over the lowest threshold
    worse: bool = True  # right on the scale is worse; False: right is better (clear days), say so
    words: str = ""
    previous: Decimal | None = None
    previous_words: str = ""  # what the hollow dot is: "before the first injection"
    refs: Refs = ()
    mark: str = "P"
    key: str = ""
    bars: tuple[Bar, ...] = ()


@dataclass(frozen=True, slots=True)
class ToxinVisit:
    """One past injection as the patient told it. Units as stated: never converted, never added."""

    date: str  # dd-Mmm-yyyy, Mmm-yyyy or yyyy
    at: str = ""  # FHIR date text, for a time axis
    days_ago: int | None = None
    partial: bool = False  # the date is partial: `days_ago` is the fewest it can be
    brand: str = ""
    reason: str = ""
    clinic: str = ""
    units: str = ""  # "155 units as stated" | "units not known" | "not answered"
    sites: str = ""
    benefit: Decimal | None = None  # percent
    lasted: str = ""
    weak: str = ""
    booster: str = ""
    problems: tuple[str, ...] = ()
    refs: Refs = ()
    mark: str = "P"


@dataclass(frozen=True, slots=True)
class Treatment:
    """One prior or current treatment. Dates as told; `weeks` None when not given."""

    name: str
    dose: str = ""
    reason: str = ""  # what it was for
    tried: str = ""
    weeks: int | None = None
    start: str = ""
    stop: str = ""
    start_at: str = ""  # FHIR date text
    stop_at: str = ""
    still: bool | None = None
    result: str = ""
    result_code: str = ""
    why_stopped: tuple[str, ...] = ()
    side_effects: str = ""
    short_trial: bool = False  # under the weeks a trial is usually given (a constant of the pack)
    refs: Refs = ()
    mark: str = "P"


@dataclass(frozen=True, slots=True)
class Part:
    """One element of a criterion."""

    text: str
    status: str  # met | not met | unclear
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """One line of patient-reported evidence. Not verified, not a coverage decision."""

    id: str
    label: str
    status: str  # MET | NOT MET | UNCLEAR | n/4 | PATTERN PRESENT | NOT PRESENT
    evidence: str = ""
    parts: tuple[Part, ...] = ()
    scope: str = ""
    source: str = ""
    checked_on: str = ""
    refs: Refs = ()


@dataclass(frozen=True, slots=True)
class Medicine:
    """One medicine the patient takes. `because` names the findings it matters for."""

    name: str
    dose: str = ""
    often: str = ""
    reason: str = ""
    extra: tuple[str, ...] = ()  # "INR 3.4 (02-Mar-2026)"
    because: tuple[str, ...] = ()
    typed: bool = False  # typed, not on the list
    refs: Refs = ()
    mark: str = "P"


@dataclass(frozen=True, slots=True)
class Medicines:
    """`status` says what an empty list means: "none (asked, said no)", "not answered", "not sure", "not asked"; beside entries, what was said of all others."""

    matter: tuple[Medicine, ...] = ()
    rest: tuple[Medicine, ...] = ()
    status: str = ""
    refs: Refs = ()


@dataclass(frozen=True, slots=True)
class Allergy:
    name: str
    reaction: str = ""
    refs: Refs = ()
    mark: str = "P"


@dataclass(frozen=True, slots=True)
class Allergies:
    """`status` as in Medicines; `also` are allergy answers asked elsewhere ("milk upsets the belly")."""

    listed: tuple[Allergy, ...] = ()
    also: tuple[str, ...] = ()
    status: str = ""
    refs: Refs = ()


@dataclass(frozen=True, slots=True)
class Note:
    """One NOTE or DATA finding. `scope`: what a NOTE covers and where it stops, for a later page."""

    id: str
    level: str  # NOTE | DATA
    sentence: str
    detail: tuple[str, ...] = ()
    refs: Refs = ()
    scope: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """One sentence of the literature about a reason of the visit; not about this patient."""

    text: str
    source: str  # with grade and date


@dataclass(frozen=True, slots=True)
class Check:
    """What staff entered or saw. `mark` N entered by a nurse, D document seen."""

    label: str
    value: str
    mark: str = "N"


@dataclass(frozen=True, slots=True)
class Attestation:
    """Who signed what. `image` is the drawn signature as given (PNG bytes), never inspected here."""

    statements: tuple[str, ...] = ()
    true_answer: str = ""  # the answer to "I gave true answers, as best I know."
    signed: bool = False
    name: str = ""
    role: str = ""
    time: str = ""
    image: bytes = b""
    image_type: str = ""
    unsigned: str = ""  # "not signed", with the reason staff gave


@dataclass(frozen=True, slots=True)
class Versions:
    document_id: str
    record_sha256: str
    form: str = ""
    form_version: str = ""
    form_sha256: str = ""
    rules_version: str = ""
    rules_sha256: str = ""
    checked_on: str = ""
    app: str = ""
    clinic_sha256: str = ""  # of the clinic's settings
    settings: tuple[str, ...] = ()  # what the clinic set itself, and on whose word


@dataclass(frozen=True, slots=True)
class Line:
    """One question of the transcript. `status` is "" when answered; otherwise the words that stand for the blank."""

    number: str  # "Q12"; "" for a heading, a shown text or a computed value
    link_id: str
    question: str
    answers: tuple[str, ...] = ()
    status: str = ""  # "" | "not asked" | "not answered" | "declined"
    mark: str = "P"
    time: str = ""
    was: tuple[str, ...] = ()  # "No (09:41)": earlier answers, oldest first
    depth: int = 0
    heading: bool = False
    typed: bool = False  # the answer holds words the person typed
    critical: bool = False
    label: str = ""  # the author's short words for it
    group: str = ""  # the repeating group it stands in, and which row of it, from 1
    row: int = 0
    language: str = ""  # of typed words (BCP 47), where that is not the provider's


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    rows: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """Everything the provider reads, in the order of dossier 9.3. Screen, paper and text are cut from it.

    Lists are complete: whoever draws may move an entry to a later page, never lose one. `flags` holds CI, then REVIEW;
    `urgent` stands apart. `denied`, `not_answered`, `not_reached`, `not_sure` and `declined` are five lists and never merged.
    """

    banners: tuple[str, ...]  # TRIAL, not signed off, partial, a draft translation: each prints on every page
    provenance: str  # "PATIENT-REPORTED, NOT CLINICIAN-VERIFIED"
    identity: Identity
    told: Told
    why: Why
    versions: Versions
    clinic: str = ""  # its name, as its settings say it
    own_words: Quote = Quote()
    goal: Quote = Quote()
    urgent_words: Quote = Quote()
    urgent: tuple[Flag, ...] = ()
    flags: tuple[Flag, ...] = ()
    denied: tuple[Named, ...] = ()
    not_answered: tuple[Named, ...] = ()
    not_reached: tuple[Named, ...] = ()  # a visit that ended early did not come to these
    not_sure: tuple[Named, ...] = ()
    declined: tuple[Named, ...] = ()
    regions: tuple[Region, ...] = ()
    regions_status: str = ""  # what an empty map means, where it was not said that nothing hurts
    pain_refs: Refs = ()
    marked: tuple[Marked, ...] = ()
    numbers: tuple[KeyNumber, ...] = ()
    toxin: tuple[ToxinVisit, ...] = ()
    toxin_status: str = ""  # what an empty strip means: "none (asked, said no)", "not answered"...
    toxin_words: tuple[str, ...] = ()  # problems after past injections, in the patient's words
    treatments: tuple[Treatment, ...] = ()
    treatments_status: str = ""
    criteria_heading: str = ""
    criteria: tuple[CriterionLine, ...] = ()
    medicines: Medicines = Medicines()
    allergies: Allergies = Allergies()
    notes: tuple[Note, ...] = ()
    context: tuple[Context, ...] = ()
    switched_off: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()
    numbing: str = ""
    attestation: Attestation = Attestation()
    language: str = "en"  # in which all of this is said
    reviewed_by: str = ""
    reviewed_at: str = ""
    transcript: tuple[Section, ...] = ()
