"""Close: how far notes and criteria reach, the attestation with its signature, the seal, what staff checked, and the versions everything was made with."""

from __future__ import annotations

from collections.abc import Collection

from intake.ask.words import words
from intake.tell.pdf.first import evidence, lists, strip
from intake.tell.pdf.later import undrawn
from intake.tell.pdf.later.columns import LONG, Part, Row, Solid, Title
from intake.tell.pdf.later.rows import SMALL, checksum, fact, items, paragraph
from intake.tell.pdf.later.seal_box import Stamp, seal_box
from intake.tell.pdf.later.signature import picture
from intake.tell.pdf.paper.blocks import HEAD, Block, Item, Places, heading
from intake.tell.pdf.paper.sheet import Sheet
from intake.tell.pdf.paper.tags import Node
from intake.tell.pdf.text.flow import Span, lay
from intake.tell.summary import Summary

_SIGNED = (180.0, 54.0)
"""The most a signature takes, in points."""
_LINE = 17.0


def close(summary: Summary, width: float, released: str, stamp: Stamp | None = None, *, attached: bool = False, told: Collection[str] = ()) -> list[Part]:
    """Everything after the questions and the body map, in columns of this width. `attached`: the file holds the answers as data.
    `told`: the keys of the lists that page one left and that stand whole before this."""
    return [
        *scopes(summary, width, "criteria" not in told), *context(summary, width), *staff(summary, width), *attestation(summary, width), *seal_box(summary, width, stamp),
        *undrawn.note(summary, width, attached), *versions(summary, width, released),
    ]


def attestation(summary: Summary, width: float) -> list[Part]:
    """The statements, who signed, in what role and when, the picture of the signature, and the record it belongs to."""
    say, told = words(summary.language), summary.attestation
    parts: list[Part] = [Title(say("paper.attestation"), "attestation")]
    statements = list(items((Item("", text) for text in told.statements), width))
    for last in statements[-1:]:
        last.pad = 3.0  # clear of the rule of the first fact
    parts += statements
    rows = [(say("paper.true-answers"), told.true_answer), (say("paper.signed-name"), told.name), (say("paper.signed-role"), told.role), (say("paper.signed-at"), told.time)]
    if not told.signed:
        rows.append((say("paper.signature"), told.unsigned or say("paper.not-signed")))
    checked = picture(told.image, told.image_type) if told.image else None
    if told.image:
        rows.append((say("paper.signature"), say("paper.signature-below" if checked else "paper.signature-unreadable")))
    parts += facts([(label, text) for label, text in rows if text], width)
    if checked:
        parts.append(Solid(_signature(checked, say("paper.signature-alt"))))
    bound = say("paper.belongs-to", sha=summary.versions.record_sha256)
    parts.append(paragraph([Span(say("paper.belongs") + "   ", "narrow-bold", SMALL), Span(bound, "narrow", SMALL)], width))
    for part in parts[:-1]:  # what was signed, by whom, and the record it belongs to stand in one column unless they are very long
        part.keep = not isinstance(part, Row) or part.lines <= LONG
    return parts


def _signature(drawn: tuple[bytes, int, int], alt: str) -> Block:
    png, wide, high = drawn
    scale = min(_SIGNED[0] / wide, _SIGNED[1] / high)
    width, height = wide * scale, high * scale

    def draw(sheet: Sheet, x: float, y: float, places: Places) -> None:
        with sheet.tag("Figure", alt=alt):
            sheet.rect(x, y + 2, width + 8, height + 4, stroke="0 G", weight=0.5)
            sheet.image(x + 4, y + 4, width, height, png)

    return Block(height + 10.0, draw)


def facts(rows: list[tuple[str, str]], width: float, style: str = "medium") -> list[Row]:
    """What it is, and its value."""
    inside = Node("Table")
    return [fact(label, value, width, inside, style=style) for label, value in rows]


def scopes(summary: Summary, width: float, parts: bool = True) -> list[Part]:
    """What each note and each line of the criteria covers, where it stops and where it is from: page one has no room for it.
    `parts`: each line with all it asks for, met or not."""
    say = words(summary.language)
    told = [(f"{flag.id} {flag.sentence}", flag.scope) for flag in summary.flags if strip.late(flag)]
    told += [(f"{note.id} {note.sentence}", "; ".join(filter(None, (note.scope, *lists.late(note, summary))))) for note in summary.notes]
    several = len({line.checked_on for line in summary.criteria}) > 1  # one date for all stands with the heading on page one
    for line in summary.criteria:
        checked = say("paper.checked-on", date=line.checked_on) if line.checked_on and several else ""
        told.append((f"{line.id} {line.label}", " · ".join(filter(None, (evidence.parts_text(line, say) if parts else "", "; ".join(filter(None, (line.scope, line.source, checked))))))))
    shown = [Item(label, text) for label, text in told if text]
    return [Title(say("paper.scopes"), "scopes"), *items(shown, width)] if shown else []


def context(summary: Summary, width: float) -> list[Part]:
    """What the literature says about the reasons of the visit: small, each with its source and date."""
    shown = [Item(one.source, one.text) for one in summary.context]
    return [Title(words(summary.language)("paper.context"), "context"), *items(shown, width)] if shown else []


def versions(summary: Summary, width: float, released: str) -> list[Part]:
    """Document, record, form, rules and program, so that this page can be made again."""
    say, made = words(summary.language), summary.versions
    rows = [
        (say("paper.v-document"), made.document_id), (say("paper.v-released"), released), (say("paper.v-app"), made.app),
        (say("paper.v-form"), " ".join(part for part in (made.form, made.form_version) if part)),
        (say("paper.v-rules"), made.rules_version), (say("paper.v-checked"), made.checked_on), (say("paper.v-off"), ", ".join(summary.switched_off)),
        *((say("paper.v-set"), text) for text in made.settings),
    ]
    sums = [(say("paper.v-record"), made.record_sha256), (say("paper.v-form-sha"), made.form_sha256), (say("paper.v-rules-sha"), made.rules_sha256), (say("paper.v-clinic-sha"), made.clinic_sha256)]
    inside = Node("L")
    return [
        Title(say("paper.versions"), "versions"), *facts([(label, text) for label, text in rows if text], width),
        *(checksum(label, text, width, inside) for label, text in sums if text),
    ]


def staff(summary: Summary, width: float) -> list[Part]:
    """What staff entered or saw."""
    if not summary.checks:
        return []
    inside = Node("Table")
    return [Title(words(summary.language)("paper.staff-checks"), "staff"), *(fact(check.label, check.value, width, inside, mark=check.mark) for check in summary.checks)]


def clinician(summary: Summary, width: float) -> list[Block]:
    """Lines for the clinician's hand over the whole width: who reviewed, when, and notes, on six lines or fewer."""
    say = words(summary.language)
    by, on, notes = (lay(Span(say(f"paper.clinician-{name}"), "narrow", 8.0), width) for name in ("by", "on", "notes"))

    def made(lines: int) -> Block:
        def draw(sheet: Sheet, x: float, y: float, places: Places) -> None:
            heading(sheet, x, y, width, say("paper.clinician"))
            date, first = x + width - 110.0 - on.width, y + HEAD + 3.0
            with sheet.tag("P"):
                sheet.flow(x, first, by)
                sheet.flow(date, first, on)
            with sheet.tag("P"):
                sheet.flow(x, first + _LINE, notes)
            with sheet.artifact():
                sheet.rule(x + by.width + 4, first + 9.0, date - 6, first + 9.0)
                sheet.rule(date + on.width + 4, first + 9.0, x + width, first + 9.0)
                for n in range(1, lines + 1):
                    sheet.rule(x + (0 if n > 1 else notes.width + 4), first + 9.0 + _LINE * n, x + width, first + 9.0 + _LINE * n)

        return Block(HEAD + 14.0 + _LINE * lines, draw)

    return [made(lines) for lines in (6, 5, 4, 3, 2, 1)]
