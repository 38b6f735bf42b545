"""Text: the summary as a few lines of plain ASCII, to paste into a note; cut from the same Summary as page one, in its order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

from intake.ask.words import Words, words
from intake.tell.folding import fold
from intake.tell.summary.sheet import Allergies, CriterionLine, Flag, KeyNumber, Medicine, Named, Quote, Summary, ToxinVisit, Treatment

LINES = 25
"""No more lines than this (dossier 9.5)."""

LONG = 1_200
"""Characters of a line of a list that may be cut; flags, denials and what has no answer make a line as long as it must be."""

TYPED = 1_000
"""Characters of one typed answer: above what the form's own limits allow."""


def chart_text(summary: Summary) -> str:
    """At most 25 lines of the characters 0x20 to 0x7E, each ended by a line feed; in the language of the summary, accents folded.

    Each line begins with its ID and a blank. IDs are the same in every language:

    URGENT what cannot wait, with its rule · WHO person, visit · TOLD how the answers came about, TRIAL, partial · WHY reason of
    the visit · `S-07` … the rule of a flag (FLAGS: there is none) · NEG asked and denied · BLANK not answered · UNREACHED the
    visit ended before · UNSURE · DECLINED · PAIN where it hurts · WORDS the patient's own · NUM numbers · TX treatments tried ·
    TOX past injections · CRIT what the evidence is, then `MIG-01` … one line of it · MED · ALL allergies · WISH · STAFF what
    staff entered · NOTE, DATA · SIGN · DOC which document this is from.

    Where 25 lines are too few, what belongs together shares one, " | " between. Flags, denials and what has no answer are
    never cut; other lists end between items with "+3 more in PDF". `folding.fold` says what becomes of what is not ASCII.
    """
    blocks = [block for block in _blocks(summary, words(summary.language)) if block.items]
    given = _shared_out(blocks)
    plain = _Plain(words(summary.language))
    return "".join(f"{line}\n" for block, count in zip(blocks, given, strict=True) for line in _lines(block, count, plain))


@dataclass(frozen=True, slots=True)
class _Block:
    """Items under one ID; "": each item begins with its own. `rank`: who is given lines of its own first (0 never)."""

    id: str
    items: tuple[str, ...]
    rank: int = 0
    whole: bool = False  # never cut


class _Plain:
    """Folds in one language."""

    def __init__(self, say: Words) -> None:
        self.say = say
        self._named = {name: fold(say(f"paper.text-{name}"), script="?", sign="?") for name in ("script", "sign")}

    def __call__(self, text: str) -> str:
        return fold(text, **self._named)


def _shared_out(blocks: list[_Block]) -> list[int]:
    """How many lines each block gets: one, then more by rank while there are any."""
    given, spare = [1] * len(blocks), LINES - len(blocks)
    for place in sorted((n for n, block in enumerate(blocks) if block.rank), key=lambda n: blocks[n].rank):
        more = len(blocks[place].items) - 1
        if more > spare:
            more = spare if blocks[place].whole else 0  # flags: as many alone as there is room for; other lists: all or none
        given[place] += more
        spare -= more
    return given


def _lines(block: _Block, count: int, plain: _Plain) -> Iterator[str]:
    """The items on `count` lines: each on its own, the last line takes what is left."""
    head = f"{block.id} " if block.id else ""
    for item in block.items[: count - 1]:
        yield head + _cut(plain(item), block, plain)
    rest = [_cut(plain(item), block, plain) for item in block.items[count - 1 :]]
    shown = len(rest)
    if not block.whole:
        while shown > 1 and sum(map(len, rest[:shown])) + 3 * shown > LONG:
            shown -= 1
    more = [plain(plain.say("paper.text-more", count=len(rest) - shown))] if shown < len(rest) else []
    yield head + " | ".join([*rest[:shown], *more])


def _cut(text: str, block: _Block, plain: _Plain) -> str:
    if block.whole or len(text) <= LONG:
        return text
    return f"{text[:LONG].rpartition(' ')[0] or text[:LONG]} {plain(plain.say('paper.text-cut'))}"


# --- what stands where, in the order of page one


def _blocks(of: Summary, say: Words) -> Iterator[_Block]:
    yield _Block("URGENT", tuple(_urgent(of, say)), 1, whole=True)
    yield _Block("WHO", (_who(of, say),))
    yield _Block("TOLD", ("; ".join(filter(None, (of.provenance, *of.banners, of.told.line))),))
    yield _Block("WHY", (_why(of, say),))
    if of.flags:
        yield _Block("", tuple(_flag(flag, say) for flag in of.flags), 2, whole=True)
    else:
        yield _Block("FLAGS", (_no_flag(of, say),), whole=True)
    for id_, kind, named in (
        ("NEG", "denied", of.denied), ("BLANK", "not-answered", of.not_answered), ("UNREACHED", "not-reached", of.not_reached),
        ("UNSURE", "not-sure", of.not_sure), ("DECLINED", "declined", of.declined),
    ):  # fmt: skip
        if named or kind in ("denied", "not-answered"):
            yield _Block(id_, (f"{say(f'paper.{kind}', count=len(named))}: {_named(named, kind) or say('paper.none')}",), whole=True)
    where = ", ".join(region.label for region in of.regions) or of.regions_status or say("paper.where-none")
    yield _Block("PAIN", (f"{say('paper.where')}: {where}{_refs(of.pain_refs)}",))
    yield _Block("WORDS", (f"{say('paper.own-words')}: {_quote(of.own_words, say)}; {say('paper.goal')} {_quote(of.goal, say)}",))
    yield _Block("NUM", tuple(_number(row, say) for row in of.numbers), 4)
    yield _Block("TX", tuple(_treatment(row, say) for row in of.treatments) or (_none("treatments", of.treatments_status, say),), 6)
    yield _Block("TOX", (*(_toxin(row, say) for row in of.toxin), *_after_toxin(of, say)) or (_none("toxin", of.toxin_status, say),), 5)
    if of.criteria:
        dates = dict.fromkeys(line.checked_on for line in of.criteria if line.checked_on)
        yield _Block("CRIT", ("; ".join([of.criteria_heading, *(say("paper.checked-on", date=date) for date in dates)]),))
        yield _Block("", tuple(_criterion(line, say) for line in of.criteria), 3)
    meds = (*of.medicines.matter, *of.medicines.rest)
    yield _Block("MED", (*(_medicine(med, say) for med in meds), of.medicines.status) if meds and of.medicines.status else tuple(_medicine(med, say) for med in meds) or (_none("medicines", of.medicines.status, say),))
    yield _Block("ALL", (f"{say('paper.allergy')}: {_allergies(of.allergies, say)}",))
    yield _Block("WISH", tuple(filter(None, (of.numbing,))))
    yield _Block("STAFF", tuple(f"{check.label}: {check.value} [{check.mark}]" for check in of.checks))
    for level in ("NOTE", "DATA"):
        yield _Block(level, tuple(f"{note.id}: {note.sentence}{_aside(note.detail)}" for note in of.notes if note.level == level), 7)
    yield _Block("SIGN", (_sign(of, say),))
    yield _Block("DOC", (_document(of, say),))


def _urgent(of: Summary, say: Words) -> Iterator[str]:
    for flag in of.urgent:
        time = min((line.time for part in of.transcript for line in part.rows if line.time and line.number in flag.refs), default="")
        yield f"{flag.id}: {_flag_says(flag, say)}" + (f"; {say('paper.answered-at', time=time)}" if time else "")
    if of.urgent_words.text:
        yield f"{say('paper.patient-says')} {_quote(of.urgent_words, say)}"


def _flag(flag: Flag, say: Words) -> str:
    return f"{flag.id} {say(f'paper.level-{flag.level.lower()}')}: {_flag_says(flag, say)}"


def _flag_says(flag: Flag, say: Words) -> str:
    """Everything a flag says; only one typed answer longer than any the form takes is cut, and says so."""
    limit = f"{say('paper.per-label' if flag.level == 'CI' else 'paper.scope-of')} {flag.scope}" if flag.scope else ""
    quotes = ", ".join(_quoted(_bounded(text, say)) for text in flag.quotes)
    facts = [_bounded(fact, say) for fact in flag.detail]
    staff = (say("paper.staff-did", what="; ".join(flag.staff)),) if flag.staff else ()
    return "; ".join(filter(None, (flag.sentence, quotes, *facts, flag.note, limit, *staff))) + _refs(flag.refs)


def _no_flag(of: Summary, say: Words) -> str:
    blank = len(of.not_answered) + len(of.not_reached) + len(of.declined)
    return say("paper.nothing-else" if of.urgent else "paper.nothing-flagged") + (say("paper.but-open", count=blank) if blank else "")


def _named(named: Iterable[Named], kind: str) -> str:
    return "; ".join(one.label + (_refs((one.ref,)) if one.ref and kind != "denied" else "") for one in named)


def _who(of: Summary, say: Words) -> str:
    who, unknown = of.identity, say("paper.unknown")
    name = ", ".join(filter(None, (who.surname, who.given))) or say("paper.name-unknown")
    age = f" ({say('paper.age', age=who.age)})" if who.age is not None else ""
    facts = [f"{say('paper.born')} {who.born or unknown}{age}", f"{say('paper.sex')} {who.sex or unknown}", f"{say('paper.mrn')} {who.mrn or unknown}"]
    also = (("tel", who.phone), ("used-name", who.used_name), ("pronouns", who.pronouns))
    facts += [f"{say(f'paper.{key}')} {value}" for key, value in also if value]
    return "; ".join([name, *facts])


def _why(of: Summary, say: Words) -> str:
    visit, why = of.identity, of.why
    date = say("paper.visit-on", date=visit.visit_date) if visit.visit_date else ""
    brand = say("paper.brand", brand=why.brand) if why.brand else ""
    sent = say("paper.sent-by", who=visit.referrer) if visit.referrer else ""
    return "; ".join(filter(None, (", ".join(why.indications), why.kind, date, brand, sent))) or say("paper.unknown")


def _quote(quote: Quote, say: Words) -> str:
    if not quote.text:
        return say("paper.blank", status=quote.status)
    cut = say("paper.full-text", refs=", ".join(quote.refs)) if quote.is_cut else ""
    return " ".join(filter(None, (_quoted(_bounded(quote.cut or quote.text, say)), quote.note, cut)))


def _number(row: KeyNumber, say: Words) -> str:
    before = say("paper.before", value=_figure(row.previous), what=row.previous_words) if row.previous is not None and row.previous_words else ""
    mark = "" if row.mark in ("P", "C", "") else say(f"paper.mark-{row.mark.lower()}")
    return f"{row.label}: {row.value}{row.unit}{_aside((row.sub, row.words, before, mark))}"


def _treatment(row: Treatment, say: Words) -> str:
    unknown = say("paper.unknown")
    time = f"{row.start or unknown} - {row.stop or (say('paper.still') if row.still else unknown)}" if row.start or row.stop else say("paper.still") if row.still else ""
    weeks = say("paper.weeks", count=row.weeks) if row.weeks is not None else ""
    short = say("paper.short") if row.short_trial else ""
    told = (time, weeks, short, row.result or say("paper.not-answered-word"), *(why for why in row.why_stopped if why != row.result), row.side_effects)
    return f"{row.name}{f' {row.dose}' if row.dose else ''}: {'; '.join(filter(None, told))}"


def _toxin(row: ToxinVisit, say: Words) -> str:
    ago = "days-ago-least" if row.partial else "days-ago"
    date = (row.date or say("paper.date-unknown")) + (f" ({say(f'paper.{ago}', days=row.days_ago, count=row.days_ago)})" if row.days_ago is not None else "")
    help_ = say("paper.text-help", value=_figure(row.benefit)) if row.benefit is not None else say("paper.benefit-blank")
    weak = say("paper.felt-weak", answer=row.weak) if row.weak else ""
    again = say("paper.top-up", answer=row.booster) if row.booster else ""
    told = (row.brand or say("paper.brand-unknown"), row.units, row.reason, row.clinic, row.sites, help_, say("paper.lasted", what=row.lasted) if row.lasted else "", weak, again, *row.problems)
    return f"{date}: {'; '.join(filter(None, told))}"


def _after_toxin(of: Summary, say: Words) -> tuple[str, ...]:
    return (f"{say('paper.toxin-words')} {', '.join(_quoted(text) for text in of.toxin_words)}",) if of.toxin_words else ()


def _none(what: str, status: str, say: Words) -> str:
    return f"{say(f'paper.{what}')}: {status or say('paper.none-reported')}"


def _criterion(line: CriterionLine, say: Words) -> str:
    key = f"paper.criterion-{line.status.lower().replace(' ', '-')}"
    return f"{line.id} {say(key) if key in say else line.status}: {line.label}{_aside((line.evidence,))}"


def _medicine(med: Medicine, say: Words) -> str:
    typed = say("paper.typed") if med.typed else ""
    because = f"[{', '.join(med.because)}]" if med.because else ""
    return " ".join(filter(None, (med.name, med.dose, med.often, med.reason, *med.extra, typed, because)))


def _allergies(told: Allergies, say: Words) -> str:
    named = (f"{entry.name}{f' ({entry.reaction})' if entry.reaction else ''}" for entry in told.listed)
    status = (told.status,) if told.status and not told.listed else ()
    return "; ".join(chain(status, named, told.also)) or say("paper.none-reported")


def _sign(of: Summary, say: Words) -> str:
    signed = of.attestation
    patient = f"{say('paper.signed-name')} {', '.join(filter(None, (signed.name, signed.role, signed.time)))}" if signed.signed else signed.unsigned or say("paper.not-signed")
    seen = say("paper.reviewed-by", who=of.reviewed_by, at=of.reviewed_at) if of.reviewed_by else f"{say('paper.reviewed')} ________ {say('paper.reviewed-on')} ________"
    return f"{patient}; {seen}"


def _document(of: Summary, say: Words) -> str:
    made = of.versions
    off = f"{say('paper.v-off')}: {', '.join(of.switched_off)}" if of.switched_off else ""
    facts = (of.clinic, say("paper.document", id=made.document_id), say("paper.record", sha=made.record_sha256[:16]), say("paper.refs"), off, *made.settings, say("paper.disclaimer"))
    return "; ".join(filter(None, facts))


def _refs(refs: Iterable[str]) -> str:
    told = " ".join(refs)
    return f" [{told}]" if told else ""


def _aside(facts: Iterable[str]) -> str:
    told = "; ".join(filter(None, facts))
    return f" ({told})" if told else ""


def _quoted(text: str) -> str:
    """Between straight quotation marks; those within become single, and " | " stays ours."""
    return '"{}"'.format(text.translate(_WITHIN))


_WITHIN = str.maketrans(dict.fromkeys('"“”„«»', "'"))


def _bounded(text: str, say: Words) -> str:
    text = text.replace("|", "/")
    return text if len(text) <= TYPED else f"{text[:TYPED]} {say('paper.text-cut')}"


def _figure(number: Decimal) -> Decimal:
    """Without noughts at its end."""
    return number.normalize() if number else Decimal(0)
