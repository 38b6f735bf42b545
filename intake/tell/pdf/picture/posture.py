"""Posture: which way the head pulls, each answered direction a small head with its words below; what is not drawn is said."""

from __future__ import annotations

from intake.ask.words import Words, words
from intake.tell.pdf.paper.blocks import HEAD, Block, Item, Places, closed, heading, lower
from intake.tell.pdf.paper.sheet import Sheet
from intake.tell.pdf.picture.figure import UNDRAWN
from intake.tell.pdf.picture.heads import BOX, POSES, Pose, draw_pose
from intake.tell.pdf.text.flow import Flow, Span, lay
from intake.tell.summary import Marked, Region, Summary

_GAP = 6.0
NBSP = "\xa0"
_VIEWS = {"front": "view-face", "side": "view-right", "above": "view-above"}
_SIDED = ("front", "above")


def pulled(summary: Summary) -> Marked | None:
    """The answered directions, where at least one can be drawn."""
    found = next((one for one in summary.marked if one.key == "direction"), None)
    return found if found and any(region.code in POSES for region in found.regions) else None


def heads(summary: Summary, width: float) -> list[Block]:
    """The directions drawn, large to small. Nothing where there is none to draw: its row of the numbers says why."""
    one = pulled(summary)
    if one is None:
        return []
    return lower(_heads(summary, one, width, k, least) for k, least in ((0.86, 44.0), (0.7, 44.0), (0.58, 44.0), (0.5, 44.0), (0.42, 44.0), (0.36, 36.0), (0.32, 36.0)))


def said(summary: Summary, width: float) -> list[Block]:
    """The directions in words, and as the least where they stand."""
    one = pulled(summary)
    if one is None:
        return []
    return lower([_words(summary, one, width)._replace(loss=UNDRAWN), closed("direction", one.title, [Item(region.label, "", one.refs) for region in one.regions], width)])


def _head(sheet: Sheet, x: float, y: float, width: float, summary: Summary, one: Marked) -> None:
    say = words(summary.language)
    mark = "" if one.mark in ("P", "C", "") else " · " + say(f"paper.mark-{one.mark.lower()}")
    heading(sheet, x, y, width, one.title, ", ".join(one.refs) + mark)


def _heads(summary: Summary, one: Marked, width: float, k: float, least: float) -> Block:
    say = words(summary.language)
    shown = [region for region in one.regions if region.code in POSES]
    rest = [region.label for region in one.regions if region.code not in POSES]
    each = max(BOX[0] * k, least)
    across = max(1, min(len(shown), int((width + _GAP) // (each + _GAP))))
    each = min((width - _GAP * (across - 1)) / across, each + 34.0)
    labels = [_label(region, say, each) for region in shown]
    notes = [_note(POSES[region.code], say, each) for region in shown]
    rows = [range(i, min(i + across, len(shown))) for i in range(0, len(shown), across)]
    heights = [BOX[1] * k + max(notes[i].height + labels[i].height for i in row) + 3.0 for row in rows]
    also = lay(Span(" · ".join(rest), "narrow-bold", 8), width) if rest else None
    alt = say("paper.posture-alt", names=", ".join(region.label for region in one.regions))

    def draw(sheet: Sheet, x: float, y: float, places: Places) -> None:
        _head(sheet, x, y, width, summary, one)
        at = y + HEAD + 1
        with sheet.tag("Figure", alt=alt):
            for row, tall in zip(rows, heights, strict=True):
                for n, i in enumerate(row):
                    left = x + n * (each + _GAP)
                    draw_pose(sheet, POSES[shown[i].code], left + (each - BOX[0] * k) / 2, at, k)
                    bottom = sheet.flow(left, at + BOX[1] * k + 0.5, notes[i], width=each, align="centre")
                    sheet.flow(left, bottom, labels[i], width=each, align="centre")
                at += tall
        if also:
            with sheet.tag("P"):
                sheet.flow(x, at, also)

    return Block(HEAD + 1 + sum(heights) + (also.height + 2 if also else 0.0), draw)


def _label(region: Region, say: Words, width: float) -> Flow:
    """The answer; a shift has no side."""
    spans = [Span(region.label, "narrow-bold", 8)]
    if POSES[region.code].way == 0:
        spans.append(Span(f" ({say('paper.posture-two')})", "narrow", 7))
    return lay(spans, width, 1.08)


def _note(pose: Pose, say: Words, width: float) -> Flow:
    """The name of the view between the patient's sides; only these where a line has no room for both."""
    spans = [Span(say(f"paper.{_VIEWS[pose.view]}"), "narrow", 7)]
    if pose.view in _SIDED:
        spans = [Span(say("paper.side-r") + "  ", "narrow-bold", 7), *spans, Span("  " + say("paper.side-l"), "narrow-bold", 7)]
    whole = lay(spans, width, 1.1)
    if len(whole.lines) == 1 or len(spans) == 1:
        return whole
    return lay(Span(f"{say('paper.side-r')}{NBSP * 8}{say('paper.side-l')}", "narrow-bold", 7), width, 1.1)


def _words(summary: Summary, one: Marked, width: float) -> Block:
    flow = lay(Span(" · ".join(region.label for region in one.regions), "narrow-bold", 8), width)

    def draw(sheet: Sheet, x: float, y: float, places: Places) -> None:
        _head(sheet, x, y, width, summary, one)
        with sheet.tag("P"):
            sheet.flow(x, y + HEAD, flow)

    return Block(HEAD + flow.height + 2.0, draw)
