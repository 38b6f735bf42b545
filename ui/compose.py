"""Nothing is asked twice: what one answer already says about another is filled in for the person to confirm.

Pure functions from Session to Session (clinical/pages.md, rules 2, 4 and 11). They know linkIds of the dictionary; on a
form without them they do nothing. `at` is the UTC time the event is logged with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from intake.ask.form import Item, Page
from intake.ask.medicines import Medicine, Medicines
from intake.hear.answers import Raw, Where
from intake.hear.reading import Reading
from intake.hear.session import Session

SIGNERS = {"patient": "patient", "patient-help": "patient", "nurse": "nurse", "interpreter": "interpreter", "proxy": "proxy"}


def code_of(reading: Reading, link_id: str) -> str:
    """The chosen code of a question; "" when there is none, or the form has no such question."""
    return (reading.code(link_id) if link_id in reading.form else None) or ""


def codes_of(reading: Reading, link_id: str) -> frozenset[str]:
    """The ticked codes of a question; none when the form has no such question."""
    return reading.codes(link_id) if link_id in reading.form else frozenset()


def _toxin_ever(reading: Reading) -> str | None:
    named = code_of(reading, "urgent-recent-shot") == "yes" or "toxin" in codes_of(reading, "knee-injections")
    return "yes" if named else None


def _cancer(reading: Reading) -> str | None:
    told = any("cancer" in codes_of(reading, link_id) for link_id in ("neck-rf-general", "back-rf-general", "knee-rf-general"))
    return "yes" if told else None


def _pump(reading: Reading) -> str | None:
    return "baclofen-pump" if codes_of(reading, "spasticity-rf-baclofen") & {"pump", "pump-alarm", "missed-refill"} else None


def _signer(reading: Reading) -> str | None:
    return SIGNERS.get(code_of(reading, "responder-role"))


def _medicines_any(reading: Reading) -> str | None:
    return "yes" if reading.answers.row_ids("medicine") else None


PRESETS: Mapping[str, Callable[[Reading], Raw | None]] = {
    "toxin-ever": _toxin_ever,
    "close-signature-role": _signer,
    "medicines-any": _medicines_any,
    "migraine-rf-cancer": _cancer,
    "spasticity-devices": _pump,
}
"""linkId -> what the answers so far say about it; given when its page opens and it is still blank."""


def open_page(session: Session, page: Page, at: str) -> Session:
    """The session with the presets of a page that is about to be shown."""
    for item in inside(session, page):
        preset = PRESETS.get(item.link_id)
        if preset is None or session.answers.raw(item.link_id) or not session.reading.asked(item.link_id):
            continue
        raw = preset(session.reading)
        if raw is not None:
            session = session.answer(item.link_id, raw, at=at)
    return first_rows(session, page, at)


def inside(session: Session, page: Page) -> Iterable[Item]:
    """Every item of a page, groups opened, in document order."""
    stack = list(reversed(page.slots))
    while stack:
        item = session.form.items[stack.pop()]
        yield item
        stack.extend(reversed(item.children))


def title_of(session: Session, page: Page, language: str) -> str:
    """What a page is about: the words of the group that its first asked question stands in, or of one around that."""
    items = session.form.items
    slot = next((s for s in page.slots if session.reading.asked(items[s].link_id)), -1) if len(page.slots) > 1 else -1
    if page.title and (slot < 0 or slot == page.slots[0] or items[slot].repeating):
        return page.title.say(language)
    slot = slot if slot >= 0 else (page.slots[0] if page.slots else -1)
    while slot >= 0:
        if items[slot].is_group and items[slot].text:
            return items[slot].text.say(language)
        slot = items[slot].parent
    return session.form.title.say(language)


# --- rows that are there before anyone asks for them -------------------------------------------------------------------


def first_rows(session: Session, page: Page, at: str) -> Session:
    """A repeating group that has just come up starts with one empty row (not the grid, which makes its own)."""
    for item in inside(session, page):
        if not (item.is_group and item.repeats) or item.repeating or item.audience == "staff" or item.link_id == "treatment":
            continue
        begins = item.when or page.layout == "cards"
        if begins and session.reading.asked(item.link_id) and not session.answers.row_ids(item.link_id):
            session = session.add_row(item.link_id, at=at)
    return session


def drop_blank_rows(session: Session, page: Page, at: str) -> Session:
    """Rows of this page in which nothing was answered go away when it is left."""
    for item in inside(session, page):
        if not (item.is_group and item.repeats) or item.repeating or item.audience == "staff":
            continue
        for row in session.answers.row_ids(item.link_id):
            if not any(where.rows[:1] == (row,) and _under(session, where.link_id, item) for where, _ in session.answers):
                session = session.remove_row(item.link_id, (row,), at=at)
    return session


def _under(session: Session, link_id: str, group: Item) -> bool:
    return group.slot in session.form.item(link_id).repeating


# --- what waits, so that nobody reads what does not concern them ---------------------------------------------------------

AFTER: Mapping[str, tuple[str, frozenset[str]]] = {
    "toxin-problems-words": ("toxin-problems", frozenset({"none"})),
    "neck-past-medicines-when": ("neck-past-medicines", frozenset({"none", "unsure"})),
    "migraine-acute-names": ("migraine-acute-classes", frozenset({"none"})),
}
"""linkId -> the question that has to be answered first, and the answers after which there is nothing to tell. No rule is raised by them."""

LATER_ROWS: Mapping[str, frozenset[str]] = {
    "toxin-visit": frozenset(
        f"toxin-visit-{name}" for name in ("units-known", "units", "benefit", "lasted-weeks", "felt-weak", "booster")
    )
}
"""Repeating group -> what only its first row asks; in the others it stands behind "Add more" (pages.md, rule 7: newest first)."""

COUNTED_TOGETHER = frozenset({"toxin-visit-units-known", "toxin-visit-units"})
"""Asked of a later row too while its injection may still work: the units of one brand are added up (S-16). See `needed`."""

WANTED_OF_SOME = frozenset({"identity-weight"})
"""Optional questions with a constraint that says of whom they are wanted."""


def due(session: Session, where: Where) -> bool:
    """Whether a question that waits for another one (AFTER) is to be shown: it may hold something, or holds it already."""
    first, nothing = AFTER.get(where.link_id, ("", frozenset()))
    if not first or first not in session.form or session.answers.raw(*where):
        return True
    return any(raw not in nothing for raw in session.answers.raw(first, where.rows))


def waiting(session: Session) -> frozenset[str]:
    """The questions that wait for another one and are not shown for it."""
    return frozenset(link_id for link_id in AFTER if link_id in session.form and not due(session, Where(link_id)))


def folded(session: Session, item: Item, path: tuple[str, ...]) -> bool:
    """Whether a question of a row stands behind "Add more"."""
    if item.ask == "optional":
        return True
    if not path or not item.repeating:
        return False
    if item.link_id == WHETHER:
        return True
    if item.link_id == WHY:
        return len(purposes(session.reading)) == 1
    group = session.form.items[item.repeating[-1]].link_id
    return item.link_id in LATER_ROWS.get(group, ()) and session.answers.row_ids(group, path[:-1])[:1] != (path[-1],)


def needed(session: Session, where: Where) -> bool:
    """Whether a folded question is shown all the same: the units of an injection as recent as those after which new problems are
    asked about (the form says how many days that is); what the form wants of this person after all (the weight of a child)."""
    if where.link_id in WANTED_OF_SOME:
        cell = session.reading.cell(*where)
        return bool(cell.raw or cell.problems)
    if where.link_id not in COUNTED_TOGETHER or not where.rows:
        return False
    given = session.reading.date("toxin-visit-date", where.rows)
    asked = session.form.item("toxin-spread-check").when if "toxin-spread-check" in session.form else ()
    return given is not None and any((session.answers.today - given.latest).days <= int(one.answer) for one in asked)


# --- tick pages: known facts with «None of these» ---------------------------------------------------------------------


def can_tick(session: Session, page: Page, item: Item) -> bool:
    """Whether an item is a known fact that a tick of this page can say: yes or no, or a list that has a none. What opens after
    another question of the page is asked in full: nobody has seen it yet when the rest is ticked."""
    slots = {one.slot for one in inside(session, page)}
    if any(condition.slot in slots for condition in item.when):
        return False
    if item.kind == "boolean":
        return True
    codes = {option.code for option in item.options}
    return item.kind == "choice" and ("none" in codes if item.repeats else {"yes", "no"} <= codes <= {"yes", "no", "unsure"})


def is_no(item: Item) -> Raw | None:
    """The explicit "no" of a known fact: False, or the option `no` or `none`; None when the item has no such answer."""
    if item.kind == "boolean":
        return False
    for code in ("none", "no"):
        if item.option(code):
            return code
    return None


def none_of_these(session: Session, items: Iterable[Item], at: str) -> Session:
    """«None of these», «None of the others»: an explicit no, none or false for each item without an answer (rule 2). Nothing else makes one."""
    for item in untouched(session, items):
        session = session.answer(item.link_id, is_no(item), at=at)
    return session


def take_back(session: Session, items: Iterable[Item], at: str) -> Session:
    """The button tapped again: every no of the items goes, what was ticked stays."""
    for item in items:
        if session.answers.raw(item.link_id) == (is_no(item),):
            session = session.clear(item.link_id, at=at)
    return session


def untouched(session: Session, items: Iterable[Item]) -> tuple[Item, ...]:
    """The facts that are asked and have no answer yet."""
    return tuple(i for i in items if is_no(i) is not None and session.reading.asked(i.link_id) and not session.answers.raw(i.link_id))


def ticked(session: Session, items: Iterable[Item]) -> bool:
    """Whether one of the facts was ticked: it has an answer that is not its no."""
    return any(session.answers.raw(item.link_id) not in ((), (is_no(item),)) for item in items)


# --- medicine chips ---------------------------------------------------------------------------------------------------

CLASSES, NAMES, ACUTE = "migraine-acute-classes", "migraine-acute-names", "ACUTE:"


def pick_medicine(session: Session, medicine: Medicine, at: str) -> Session:
    """A chip was tapped: its class is ticked, its name written, and a medicine row waits to be confirmed."""
    for name in sorted(medicine.lists):
        code = name.removeprefix(ACUTE)
        if name.startswith(ACUTE) and session.form.item(CLASSES).option(code):
            ticked = [c for c in session.answers.raw(CLASSES) if c not in ("none", "unsure", code)]
            session = session.answer(CLASSES, *ticked, code, at=at)
    names = _names(session)
    if medicine.generic.casefold() not in (n.casefold() for n in names):
        session = _write_names(session, [*names, medicine.generic], at)
    return _medicine_row(session, medicine, at)


def drop_medicine(session: Session, medicine: Medicine, at: str) -> Session:
    """A chip was tapped again: its name and its row go; the class stays ticked, the person may untick it."""
    names = [n for n in _names(session) if n.casefold() != medicine.generic.casefold()]
    session = _write_names(session, names, at)
    if row_id(medicine) in session.answers.row_ids("medicine"):
        session = session.remove_row("medicine", (row_id(medicine),), at=at)
    return session


def picked(session: Session, medicines: Medicines) -> frozenset[str]:
    """Codes of the medicines whose names stand in «Which ones?»."""
    found = (medicines.find(name) for name in _names(session))
    return frozenset(medicine.code for medicine in found if medicine)


def row_id(medicine: Medicine) -> str:
    """The row a tapped medicine gets: the same each time, so that tapping twice cannot make two rows."""
    return f"m-{medicine.code}"


def _names(session: Session) -> list[str]:
    typed = session.answers.raw(NAMES)
    return [part.strip() for part in str(typed[0]).split(",") if part.strip()] if typed else []


def _write_names(session: Session, names: list[str], at: str) -> Session:
    return session.answer(NAMES, ", ".join(names), at=at) if names else session.clear(NAMES, at=at)


def _medicine_row(session: Session, medicine: Medicine, at: str) -> Session:
    named = (session.reading.code("medicine-name", (row,)) for row in session.answers.row_ids("medicine"))
    if "medicine" not in session.form or medicine.code in named:
        return session
    session = session.add_row("medicine", row_id=row_id(medicine), at=at)
    return session.answer("medicine-name", medicine.code, rows=(row_id(medicine),), at=at)


# --- the treatments grid ----------------------------------------------------------------------------------------------

TRIED, MUST_NOT = "yes", "must-not"
WHY, WHETHER = "treatment-for", "treatment-tried"
"""Of a treatment: what for, and whether it was tried: "yes" in a row the person adds, who may say otherwise behind "Add more"."""


def treatment_rows(session: Session) -> Mapping[tuple[str, str], str]:
    """Named treatments so far: (code or typed name, what it was for) -> row id. What it was for is the main reason while nobody has said."""
    rows: dict[tuple[str, str], str] = {}
    for row in session.answers.row_ids("treatment"):
        name, why = session.answers.raw("treatment-name", (row,)), session.answers.raw(WHY, (row,))
        if name:
            code = session.reading.code("treatment-name", (row,))  # of a typed name that is a medicine, too
            rows[code or str(name[0]), str(why[0]) if why else purpose(session.reading)] = row
    return rows


def mark_treatment(session: Session, code: str, state: str | None, why: str, at: str) -> Session:
    """A cell of the grid was tapped: `state` tried, must-not or None (row goes away); `why` comes from the heading."""
    row = treatment_rows(session).get((code, why))
    if state is None:
        return session.remove_row("treatment", (row,), at=at) if row else session
    if row is None:
        row = f"m-{code}" if why == purpose(session.reading) else f"m-{code}-{why}"
        session = session.add_row("treatment", row_id=row, at=at)
        session = session.answer("treatment-name", code, rows=(row,), at=at)
    if not session.answers.raw(WHY, (row,)):
        session = session.answer(WHY, why, rows=(row,), at=at)
    session = session.answer("treatment-tried", state, rows=(row,), at=at)
    if state == MUST_NOT:  # dossier 4.1: "must not" gives the result cannot-take
        session = session.answer("treatment-result", "cannot-take", rows=(row,), at=at)
    elif session.answers.raw("treatment-result", (row,)) == ("cannot-take",):
        session = session.clear("treatment-result", rows=(row,), at=at)
    return session


def fill_purpose(session: Session, page: Page, at: str) -> Session:
    """Leaving the grid: what a treatment the person added was for comes from the heading, when there is one heading only."""
    if page.layout != "grid" or len(purposes(session.reading)) > 1:
        return session
    for row in session.answers.row_ids("treatment"):
        if session.answers.raw("treatment-name", (row,)) and not session.answers.raw(WHY, (row,)):
            session = session.answer(WHY, purpose(session.reading), rows=(row,), at=at)
    return session


def purpose(reading: Reading) -> str:
    """What the treatments heading is about: the main reason, where the dictionary has a code for it."""
    return code_of(reading, "condition") or "other"


def purposes(reading: Reading) -> tuple[str, ...]:
    """Every reason of this visit that treatments may have been tried for, the main one first."""
    second = code_of(reading, "condition-second")
    return tuple(dict.fromkeys(one for one in (purpose(reading), second) if one and one != "none"))
