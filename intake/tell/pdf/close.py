"""Close: how far notes and criteria reach, the attestation with its signature, what staff checked, and the versions everything was made with."""

from __future__ import annotations

from intake.ask.words import words
from intake.tell.pdf.blocks import Item
from intake.tell.pdf.signature import picture
from intake.tell.pdf.transcript import Picture, Row, Title, item_row
from intake.tell.summary import Summary


def attestation(summary: Summary, width: float) -> list[Row | Title | Picture]:
    """The statements, who signed, in what role and when, the picture of the signature, and the record it belongs to."""
    say, told = words(summary.language), summary.attestation
    parts: list[Row | Title | Picture] = [Title(say("paper.attestation"), "attestation")]
    parts += [item_row(Item("", text), width) for text in told.statements]
    rows = [(say("paper.true-answers"), told.true_answer), (say("paper.signed-name"), told.name), (say("paper.signed-role"), told.role), (say("paper.signed-at"), told.time)]
    parts += [item_row(Item(label, text), width) for label, text in rows if text]
    if not told.signed:
        parts.append(item_row(Item(say("paper.signature"), told.unsigned or say("paper.not-signed")), width))
    if told.image:
        checked = picture(told.image, told.image_type)
        if checked:
            png, wide, high = checked
            scale = min(180.0 / wide, 56.0 / high)
            parts.append(item_row(Item(say("paper.signature"), say("paper.signature-below")), width))
            parts.append(Picture(png, wide * scale, high * scale, say("paper.signature-alt")))
        else:
            parts.append(item_row(Item(say("paper.signature"), say("paper.signature-unreadable")), width))
    parts.append(item_row(Item(say("paper.belongs"), say("paper.belongs-to", sha=summary.versions.record_sha256)), width))
    return parts


def scopes(summary: Summary, width: float) -> list[Row | Title | Picture]:
    """What each note and each line of the criteria covers, and where it stops: page one has no room for it."""
    told = [(f"{note.id} {note.sentence}", note.scope) for note in summary.notes]
    told += [(f"{line.id} {line.label}", line.scope) for line in summary.criteria]
    rows: list[Row | Title | Picture] = [item_row(Item(label, text), width) for label, text in told if text]
    return [Title(words(summary.language)("paper.scopes"), "scopes"), *rows] if rows else []


def context(summary: Summary, width: float) -> list[Row | Title | Picture]:
    """What the literature says about the reasons of the visit: small, each with its source and date."""
    rows: list[Row | Title | Picture] = [item_row(Item(one.source, one.text), width) for one in summary.context]
    return [Title(words(summary.language)("paper.context"), "context"), *rows] if rows else []


def versions(summary: Summary, width: float, released: str) -> list[Row | Title | Picture]:
    """Document, record, form, rules and program, so that this page can be made again."""
    say, made = words(summary.language), summary.versions
    rows = [
        (say("paper.v-document"), made.document_id), (say("paper.v-record"), made.record_sha256),
        (say("paper.v-form"), " ".join(part for part in (made.form, made.form_version) if part)), (say("paper.v-form-sha"), made.form_sha256),
        (say("paper.v-rules"), made.rules_version), (say("paper.v-rules-sha"), made.rules_sha256),
        (say("paper.v-checked"), made.checked_on), (say("paper.v-app"), made.app), (say("paper.v-released"), released),
        (say("paper.v-off"), ", ".join(summary.switched_off)), (say("paper.v-clinic-sha"), made.clinic_sha256),
        *((say("paper.v-set"), text) for text in made.settings),
    ]
    return [Title(say("paper.versions"), "versions"), *(item_row(Item(label, text), width) for label, text in rows if text)]


def staff(summary: Summary, width: float) -> list[Row | Title | Picture]:
    """What staff entered or saw."""
    if not summary.checks:
        return []
    return [Title(words(summary.language)("paper.staff-checks"), "staff"), *(item_row(Item(check.label, check.value, (check.mark,)), width) for check in summary.checks)]
