"""Medicine table: reads medicines.csv, and says every fault of it with its line."""

from __future__ import annotations

import csv
import difflib
import hashlib
import io
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from intake.ask.errors import Fault, PackError
from intake.ask.load import decode, read_bytes
from intake.ask.medicines import Medicine, Medicines, medicines_of

COLUMNS = ("code", "generic", "brands_ca", "brands_us", "lists", "form_notes", "source", "grade")
MAX_BYTES, MAX_ROWS, MAX_FIELD = 5 * 1024 * 1024, 5_000, 500


def load_medicines(path: Path) -> Medicines:
    """The medicines of a CSV file (UTF-8, header as in COLUMNS). PackError lists every fault with its line."""
    file = str(path)
    data = read_bytes(path, MAX_BYTES)
    text = decode(data, file)
    faults: list[Fault] = []
    rows: dict[str, Medicine] = {}
    for line, record in _records(text, file):
        problem = _row_problem(record, rows)
        if problem:
            faults.append(Fault(file, record["code"][:80], line, 1, problem[0], problem[1]))
        else:
            rows[record["code"]] = _medicine(record)
    if not rows and not faults:
        faults.append(Fault(file, "", 0, 0, "empty"))
    if faults:
        raise PackError(faults)
    return medicines_of(rows.values(), hashlib.sha256(data).hexdigest())


def _records(text: str, file: str) -> Iterable[tuple[int, dict[str, str]]]:
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise PackError([Fault(file, "", line, 1, "csv", {"reason": "a NUL character"})])
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    count = 0
    header: list[str] | None = None
    try:
        for cells in reader:
            if header is None:
                header = _header(cells, file)
                continue
            if not any(cells):
                continue
            count += 1
            if count > MAX_ROWS:
                raise PackError([Fault(file, "", reader.line_num, 1, "tooManyRows", {"limit": MAX_ROWS})])
            if len(cells) != len(header):
                facts = {"reason": f"{len(cells)} cells where the header has {len(header)}"}
                raise PackError([Fault(file, "", reader.line_num, 1, "csv", facts)])
            yield reader.line_num, dict(zip(header, (cell.strip() for cell in cells), strict=True))
    except csv.Error as error:
        raise PackError([Fault(file, "", reader.line_num, 1, "csv", {"reason": str(error)})]) from None


def _header(cells: list[str], file: str) -> list[str]:
    header = [cell.strip() for cell in cells]
    if sorted(header) != sorted(COLUMNS):
        unknown = [name[:40] for name in header if name not in COLUMNS]
        near = difflib.get_close_matches(unknown[0], COLUMNS, n=1) if unknown else []
        missing = [name for name in COLUMNS if name not in header]
        facts = {"unknown": ", ".join(unknown) or "none", "missing": ", ".join(missing) or "none", "near": near[0] if near else ""}
        raise PackError([Fault(file, "", 1, 1, "csvHeader", facts)])
    return header


def _row_problem(record: Mapping[str, str], rows: Mapping[str, Medicine]) -> tuple[str, dict[str, object]] | None:
    code = record["code"]
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,63}", code):
        return "medicineCode", {"code": code[:40]}
    if code in rows:
        return "medicineTwice", {"code": code}
    for name in ("generic", "source", "grade"):
        if not record[name]:
            return "medicineBlank", {"code": code, "column": name}
    long = [name for name, cell in record.items() if len(cell) > MAX_FIELD]
    return ("medicineLong", {"code": code, "column": long[0], "limit": MAX_FIELD}) if long else None


def _medicine(record: Mapping[str, str]) -> Medicine:
    return Medicine(
        record["code"],
        record["generic"],
        _split(record["brands_ca"]),
        _split(record["brands_us"]),
        frozenset(_split(record["lists"])),
        record["form_notes"],
        record["source"],
        record["grade"],
    )


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())
