"""Who: the header, who answered, why they are here, who signed, and what this document must say about itself."""

from __future__ import annotations

import base64
import binascii

from intake.ask.tongues import language_name, listed
from intake.ask.words import status as standing
from intake.save.record import Entry, Record, short_name
from intake.save.say import day, moment, say
from intake.tell.summary.chart import Chart, setting
from intake.tell.summary.sheet import Attestation, Check, Identity, Quote, Refs, Told, Versions, Why

OWN_WORDS = 120
"""Characters of the patient's own words on page one, unless the record's constants say otherwise (PAGE1_OWN_WORDS_MAX)."""

MARKS = {"patient": "P", "patient-help": "P", "nurse": "N", "interpreter": "I", "proxy": "R"}

STATEMENTS = (
    "consent-skip",
    "consent-not-a-decision",
    "consent-not-watched",
    "consent-chart",
    "consent-understood",
    "consent-privacy",
    "close-may-correct",
    "close-no-treatment-consent",
    "close-true",
)
"""What a signature stands under (dossier 8.3)."""

MEASURED = ("staff-systolic", "staff-diastolic", "staff-pulse", "staff-temperature", "staff-oxygen", "staff-weight", "staff-height")


def identity(chart: Chart) -> Identity:
    age = chart.number("identity-age")
    given = " ".join(filter(None, (chart.answer("identity-first-name"), chart.answer("identity-middle-name"))))
    return Identity(
        surname=chart.answer("identity-last-name"),
        given=given,
        used_name=chart.answer("identity-used-name"),
        pronouns=chart.answer("identity-pronouns"),
        born=chart.answer("identity-birth-date"),
        age=int(age) if age is not None else None,
        sex=chart.answer("identity-sex"),
        mrn=chart.answer("visit-mrn"),
        phone=chart.answer("identity-phone"),
        visit_id=chart.record.visit_id,
        visit_date=day(chart.record.visit_date, chart.language),
        referrer=chart.answer("identity-referrer"),
    )


def told(chart: Chart) -> Told:
    language = chart.answer("identity-language") or language_name(chart.record.language, chart.language)
    kind = chart.answer("responder-interpreter-kind")
    wanted = {"true": "interpreter-wanted", "false": "interpreter-none"}.get(chart.code("identity-interpreter"))
    interpreter = kind or (chart.words(f"summary.{wanted}") if wanted else "")
    role = chart.at("responder-role")
    who_said = "unsaid" if chart.record.responder == "patient" and role is not None and not role.answers else chart.record.responder
    responder = chart.words(f"summary.responder.{who_said}") if f"summary.responder.{who_said}" in chart.words else who_said
    if chart.record.responders:
        responder = chart.words("summary.responder.mixed-of", roles=listed([chart.words(f"summary.role.{role}") for role in chart.record.responders], chart.language))
    name = chart.answer("responder-name")
    relation = chart.answer("responder-relation")
    who = (chart.words("notice.named", name=responder, value=name) if name else responder) + (f" ({relation})" if relation else "")
    why, mark, typed = chart.answer("responder-proxy-why"), MARKS.get(chart.record.responder, ""), ""
    if mark == MARKS["patient"] and _by_staff(chart):  # the patient answers, a nurse types: every answer says so, the head must not say otherwise
        mark, typed = MARKS["nurse"], chart.words("paper.mark-n")
    line = " · ".join(filter(None, (language, _read_in(chart), interpreter, who, typed, why)))
    return Told(language, interpreter, who, mark, line)


def _by_staff(chart: Chart) -> bool:
    """Whether staff entered more of the answers than the patient did."""
    given = [placed.entry.mark for placed in chart.placed if placed.entry.answers]
    return given.count(MARKS["nurse"]) > given.count(MARKS["patient"])


def _read_in(chart: Chart) -> str:
    """The languages that were on the screen, where they are not just the one the patient asked for."""
    read = dict.fromkeys(tag.partition("-")[0] for tag in chart.record.languages or (chart.record.language,))
    if set(read) <= {chart.code("identity-language") or next(iter(read))}:
        return ""
    return chart.words("summary.read-in", languages=listed([language_name(tag, chart.language) for tag in read], chart.language))


def why(chart: Chart) -> Why:
    second = chart.answer("condition-second") if chart.code("condition-second") not in ("", "none") else ""
    brand = chart.answer("reason-brand-asked") if chart.code("reason-brand-asked") not in ("", "no") else ""
    asked = [link for link, said in (("condition", True), ("condition-second", second), ("reason-brand-asked", brand)) if said]
    first = chart.answer("condition")
    kind = {"new": "kind-new", "return": "kind-return"}.get(chart.code("visit-kind"))
    return Why(
        title=chart.words("summary.title"),
        indications=tuple(dict.fromkeys(filter(None, (first, second)))),
        kind=chart.words(f"summary.{kind}") if kind else "",
        brand=brand,
        refs=chart.refs(asked),
    )


def quote(chart: Chart, link_id: str) -> Quote:
    """The person's own words, whole, and cut between words for page one."""
    entry = chart.at(link_id)
    refs = chart.refs([link_id])
    if entry is None or not entry.answers:
        return Quote(status=chart.blank(entry), refs=refs)
    text = chart.answer(link_id)
    cut = shorten(text, int(chart.constant("PAGE1_OWN_WORDS_MAX") or OWN_WORDS))
    note = " ".join(filter(None, (chart.written(entry), _by(chart, entry))))
    return Quote(text, cut, cut != text, refs=refs, note=note, language=chart.tongue(entry))


def _by(chart: Chart, entry: Entry) -> str:
    """"(proxy)": who typed words that stand as the patient's, where it was not the patient."""
    return f"({chart.words(f'paper.mark-{entry.mark.lower()}')})" if entry.mark in ("N", "R", "I") else ""


def shorten(text: str, most: int) -> str:
    """At most `most` characters, cut between words with "…"; inside a word only when it alone is longer."""
    if len(text) <= most:
        return text
    room = text[: most - 1]
    whole = room if text[most - 1].isspace() else room.rpartition(" ")[0]
    return (whole.rstrip() or room) + "…"


def numbing(chart: Chart) -> str:
    entry = chart.at("goals-numbing")
    if entry is None or entry.status == "not-asked":
        return ""
    return chart.words("summary.numbing", answer=chart.answer("goals-numbing") or chart.blank(entry))


def checks(chart: Chart) -> tuple[Check, ...]:
    """What staff entered: documents seen (D), checks and measurements (N). Nothing is ever marked "verified"."""
    found = []
    for placed in chart.placed:
        entry = placed.entry
        if entry.audience == "staff" and entry.status == "answered" and not placed.rows and entry.link_id.startswith("staff-"):
            if entry.kind == "boolean" or entry.link_id in MEASURED:
                found.append(Check(chart.text(entry), ", ".join(chart.answers(entry)), entry.mark))
    return tuple(found)


def attestation(chart: Chart) -> Attestation:
    """Statements shown and accepted, and the signature as given."""
    true = chart.at("close-true")
    name, role = chart.answer("close-signature-name"), chart.answer("close-signature-role")
    image, kind = _image(chart)
    signed = bool(name or image)
    reason = chart.answer("staff-unsigned-reason")
    without = chart.words("summary.not-signed")
    unsigned = "" if signed else chart.words("notice.named", name=without, value=reason) if reason else without
    time = chart.answer("close-signature-time") or (moment(chart.record.finished, chart.language) if signed else "")
    answer = chart.answer("close-true") or chart.blank(true)
    return Attestation(_statements(chart), answer, signed, name, role, time, image, kind, unsigned)


def _statements(chart: Chart) -> tuple[str, ...]:
    """The slots of dossier 8.3 that were on the screen; a question among them with its answer."""
    said = []
    for link_id in STATEMENTS:
        entry = chart.at(link_id)
        if entry is not None and entry.status != "not-asked":
            answer = "" if entry.status == "shown" else ", ".join(chart.answers(entry)) or chart.blank(entry)
            said.append(f"{chart.text(entry)} {answer}".strip())
    return tuple(said)


def _image(chart: Chart) -> tuple[bytes, str]:
    entry = chart.at("close-signature-image")
    if entry is None or not entry.answers:
        return b"", ""
    attachment = entry.answers[0].value.get("valueAttachment", {})
    try:
        return base64.b64decode(attachment.get("data", ""), validate=True), attachment.get("contentType", "")
    except (binascii.Error, ValueError):
        return b"", ""


def reviewed(chart: Chart) -> tuple[str, str]:
    return chart.answer("staff-reviewed-by"), chart.answer("staff-reviewed-time")


def banners(chart: Chart) -> tuple[str, ...]:
    """What every page says: TRIAL until records are sealed, rules not signed off, a visit that ended early, a draft translation, what it replaces."""
    record: Record = chart.record
    said = [chart.words("summary.trial")]
    if not record.signed_off:
        said.append(chart.words("summary.not-signed-off"))
    if not record.complete:
        said.append(chart.words("summary.partial"))
    said += [chart.words("summary.draft", language=language_name(tag, chart.language), whose=_whose(record, tag)) for tag in drafts(record, chart.language)]
    if record.replaces:
        said.append(chart.words("summary.replaces", document=record.replaces))
    return tuple(said)


def drafts(record: Record, language: str) -> tuple[str, ...]:
    """The languages the patient read or the provider reads whose wording, the form's or the program's, is a draft."""
    read = dict.fromkeys([*record.languages, record.language, language])
    bases = {tag.partition("-")[0]: told for tag, told in record.translations.items()}
    open_ = (tag for tag in read if bases.get(tag.partition("-")[0]) == "drafted" or standing(tag).is_draft)
    return tuple(dict.fromkeys(tag.partition("-")[0] for tag in open_))


def _whose(record: Record, base: str) -> str:
    """By whom the draft is and when: of the form's wording where that is the draft, else of the program's."""
    tag = next((tag for tag in record.translations if tag.partition("-")[0] == base), "")
    return record.translated.get(tag, "") if record.translations.get(tag) == "drafted" and record.translated.get(tag) else standing(base).whose


def versions(chart: Chart) -> Versions:
    record, sha256 = chart.record, chart.record.sha256()
    return Versions(
        document_id=short_name(sha256),
        record_sha256=sha256,
        form=say(record.form_title, chart.language),
        form_version=record.form_version,
        form_sha256=record.form_sha256,
        rules_version=record.rules_version,
        rules_sha256=record.rules_sha256,
        checked_on=day(record.checked_on, chart.language),
        clinic_sha256=record.clinic_sha256,
        settings=tuple(setting(chart, one) for one in record.settings),
    )


def switched_off(chart: Chart) -> tuple[str, ...]:
    """Instruments this person was not asked, each with the reason."""
    record, language = chart.record, language_name(chart.record.language, chart.language)
    return tuple(
        chart.words(f"summary.off.{record.off_why[name]}", name=name, language=language) if name in record.off_why else name
        for name in record.switched_off
    )


def pain_refs(chart: Chart) -> Refs:
    return chart.refs(["pain-map"])
