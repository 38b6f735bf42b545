"""What the PDF bench prints: our own inputs, the same words for the other engines, and a thousand different records."""

from __future__ import annotations

import json
import pickle
import random
import shutil
import sys
from dataclasses import fields, is_dataclass
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "forms" / "botulinum" / "examples"
RELEASED = "2026-11-20T10:02:03Z"
NAMES = ("Ana Example", "Zoë Sample", "Łukasz Przykład", "Nguyễn Thị Mẫu", "José Ejemplo", "Þóra Dæmi", "Marie-Ève Exemple", "Sam O’Test")
RARE_NAMES = ("山田 太郎", "محمد مثال", "דנה דוגמה", "Анна Пример", "राम उदाहरण", "김 예시")


def records(cases: list[str]) -> dict[str, Any]:
    """The records of these examples, as they would be kept on the day they say."""
    from intake.ask.pack import PACKS, load_pack
    from intake.hear.answersfile import read_answers_file
    from intake.hear.reading import read
    from intake.notice.screening import assess, load_rules
    from intake.save.keep import Visit, make_record

    pack = load_pack(PACKS / "botulinum")
    rules = load_rules(pack)
    made = {}
    for case in cases:
        answers, _ = read_answers_file(rules.form, json.loads((EXAMPLES / f"{case}.json").read_text("utf-8")))
        reading = read(rules.form, answers)
        made[case] = make_record(reading, assess(rules, reading), pack=pack, visit=Visit(finished=RELEASED))
    return made


def write(case: str, folder: Path) -> None:
    """A folder for one document: record.json, summary.pickle for an invented person, content.json and fonts/ for the others."""
    from pypdf import PdfReader

    from intake.ask.clinic import Clinic
    from intake.tell.pdf import draw
    from intake.tell.summary import summarise

    (folder / "fonts").mkdir(parents=True)
    person = None if (EXAMPLES / f"{case}.json").exists() else _invented(case)
    record = records(["M3" if person else case])["M3" if person else case]
    (folder / "record.json").write_text(json.dumps(record.plain()))
    if person:
        (folder / "summary.pickle").write_bytes(pickle.dumps(person))
    summary = person or summarise(record)
    drawn = PdfReader(BytesIO(draw(summary, record, clinic=Clinic(), released=RELEASED)))
    used = {str(font.get_object()["/BaseFont"]).partition("+")[2] for page in drawn.pages for font in page["/Resources"]["/Font"].values()}
    for name in used | {"IBMPlexSans-Regular", "IBMPlexSans-SemiBold"}:
        shutil.copy(ROOT / "assets" / "fonts" / f"{name}.ttf", folder / "fonts")
    (folder / "content.json").write_text(json.dumps({"title": "Pre-consultation summary", "language": summary.language, "blocks": list(blocks(summary))}))


def _invented(name: str) -> Any:
    sys.path.insert(0, str(ROOT / "tests" / "tell" / "pdf"))
    import people

    return getattr(people, name)()


# --- the same words for the others


def blocks(summary: Any):
    """Everything the Summary holds: a heading a field, a table a list, then the questions by topic with their answers."""
    for field in fields(summary):
        value = getattr(summary, field.name)
        if field.name in ("transcript", "language") or not value:
            continue
        yield {"kind": "h2", "text": field.name.replace("_", " ").capitalize()}
        if isinstance(value, tuple) and is_dataclass(value[0]):
            yield _table(value)
        elif is_dataclass(value):
            rows = [[one.name.replace("_", " "), _said(getattr(value, one.name))] for one in fields(value)]
            yield {"kind": "table", "head": ["what", "value"], "rows": [row for row in rows if row[1]]}
        else:
            yield {"kind": "p", "text": _said(value)}
    for section in summary.transcript:
        yield {"kind": "h2", "text": section.title or "Questions"}
        rows = [[line.number, line.question, "; ".join(line.answers) or f"[{line.status}]" * bool(line.status), f"{line.mark} {line.time}".strip()] for line in section.rows]
        yield {"kind": "table", "head": ["No", "question", "answer", "mark"], "rows": [[_said(cell) for cell in row] for row in rows]}


def _table(rows: tuple) -> dict[str, Any]:
    """One row a thing; columns in which nothing is said are left out."""
    names = [one.name for one in fields(rows[0])]
    cells = [[_said(getattr(row, name)) for name in names] for row in rows]
    kept = [place for place in range(len(names)) if any(row[place] for row in cells)] or [0]
    return {"kind": "table", "head": [names[place].replace("_", " ") for place in kept], "rows": [[row[place] for place in kept] for row in cells]}


def _said(value: Any) -> str:
    if value is None or value is False or isinstance(value, bytes):
        return ""
    if value is True:
        return "yes"
    if isinstance(value, tuple):
        return "; ".join(filter(None, map(_said, value)))
    if is_dataclass(value):
        return ", ".join(filter(None, (_said(getattr(value, one.name)) for one in fields(value))))
    text = str(value) if isinstance(value, (str, int, float, Decimal)) else ""
    return "".join(char for char in text if char.isprintable() and not "\ud800" <= char <= "\udfff" or char == " ")


# --- a thousand different records


def varied(plain: dict[str, Any], seed: int) -> dict[str, Any]:
    """The record (as plain data, changed in place) of another person: other names, ids and typed words; one in twenty in another script."""
    chance = random.Random(seed)
    given, _, family = chance.choice(RARE_NAMES if not seed % 20 else NAMES).partition(" ")
    own = {"visit-id": f"BENCH-{seed}", "visit-mrn": f"B{seed:06d}", "identity-first-name": given, "identity-last-name": f"{family}-{seed}", "close-signature-name": f"{given} {family}"}
    plain["visit_id"] = own["visit-id"]
    waiting = list(plain["entries"])
    while waiting:
        entry = waiting.pop()
        waiting += entry.get("entries", ())
        for said in entry.get("answers", ()):
            if said.get("typed") and "valueString" in said["value"]:
                words = said["value"]["valueString"].split()
                chance.shuffle(words)
                text = own.get(entry["link_id"], " ".join(words))
                said["value"]["valueString"] = text
                said["display"] = dict.fromkeys(said["display"], text)
    return plain
