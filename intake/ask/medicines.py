"""Medicines: the pack's list, found by generic, Canadian or US brand, whatever the accents and capitals."""

from __future__ import annotations

import csv
import difflib
import hashlib
import io
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from intake.ask.errors import Fault, PackError
from intake.ask.load import decode, read_bytes

COLUMNS = ("code", "generic", "brands_ca", "brands_us", "lists", "form_notes", "source", "grade")
MAX_BYTES, MAX_ROWS, MAX_FIELD = 5 * 1024 * 1024, 5_000, 500


@dataclass(frozen=True, slots=True)
class Medicine:
    """One row of medicines.csv. `lists` drive the rules; `notes` are for staff, never for the patient."""

    code: str
    generic: str
    brands_ca: tuple[str, ...] = ()
    brands_us: tuple[str, ...] = ()
    lists: frozenset[str] = frozenset()
    notes: str = ""
    source: str = ""
    grade: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A medicine found: the words to show ("Botox: onabotulinumtoxinA") and what matched: generic, ca, us or code."""

    medicine: Medicine
    words: str
    why: str


@dataclass(frozen=True, slots=True)
class Medicines:
    """The medicines of a pack, in the order of the file."""

    by_code: Mapping[str, Medicine]
    sha256: str = ""
    _names: tuple[tuple[str, str, str, Medicine], ...] = field(default=(), repr=False)  # folded, as written, why, medicine
    _exact: Mapping[str, frozenset[str]] = field(default_factory=dict, repr=False)  # folded name -> codes

    def get(self, code: str) -> Medicine | None:
        """The medicine of a code, or None."""
        return self.by_code.get(code)

    def on(self, name: str) -> frozenset[str]:
        """The codes on a list of that name ("PREVENTIVE" holds "PREVENTIVE:beta" too); empty when there is no such list."""
        return frozenset(medicine.code for medicine in self.by_code.values() if listed(medicine, (name,)))

    def among(self, lists: Iterable[str] = ()) -> tuple[Medicine, ...]:
        """The medicines on any of the lists, all when none is named, in alphabetical order of their names."""
        wanted = tuple(lists)
        found = (medicine for medicine in self.by_code.values() if listed(medicine, wanted))
        return tuple(sorted(found, key=lambda medicine: (fold(medicine.generic), medicine.code)))

    def shown(self, medicine: Medicine) -> str:
        """The name a person reads: the generic, with its form where several rows share it ("gentamicin (injection)")."""
        if len(self._exact.get(fold(medicine.generic), ())) < 2:
            return medicine.generic
        kind = medicine.code.removeprefix(fold(medicine.generic).replace(" ", "-")).strip("-").replace("-", " ")
        return f"{medicine.generic} ({kind})" if kind else medicine.generic

    def find(self, text: str) -> Medicine | None:
        """The one medicine with exactly this code, generic or brand; None when there is none or more than one."""
        by_code = self.by_code.get(text.strip())
        if by_code is not None:
            return by_code
        codes = self._exact.get(fold(text), frozenset())
        return self.by_code[next(iter(codes))] if len(codes) == 1 else None

    def search(self, text: str, lists: Iterable[str] = (), limit: int = 8) -> tuple[Hit, ...]:
        """What a person may mean, best first: names that begin so, then names with words that begin so, then any part."""
        query = fold(text)
        if not query:
            return ()
        wanted = tuple(lists)
        best: dict[str, tuple[int, int, str, Hit]] = {}
        for folded, written, why, medicine in self._names:
            rank = _rank(query, folded)
            if rank is None or not listed(medicine, wanted):
                continue
            key = (rank, len(folded), folded)
            if medicine.code not in best or key < best[medicine.code][:3]:
                best[medicine.code] = (*key, Hit(medicine, self._words(written, why, medicine), why))
        ordered = sorted(best.values(), key=lambda found: (*found[:3], found[3].medicine.code))
        return tuple(found[3] for found in ordered[:limit])

    def _words(self, written: str, why: str, medicine: Medicine) -> str:
        shown = self.shown(medicine)
        return shown if why == "generic" else f"{written}: {shown}"


def _rank(query: str, folded: str) -> int | None:
    """How well a folded name answers a folded query: 0 begins so, 1 a word begins so, 2 each word is begun, 3 somewhere."""
    place = folded.find(query)
    if place == 0:
        return 0
    if place > 0:
        return 1 if f" {query}" in folded else 3
    parts = query.split()
    if len(parts) > 1 and all(f" {part}" in f" {folded}" for part in parts):
        return 2
    return None


def listed(medicine: Medicine, wanted: tuple[str, ...]) -> bool:
    """Whether a medicine is on one of the lists, or on a part of one ("A:b" is part of "A"). No list means any medicine."""
    if not wanted:
        return True
    return any(name in wanted or name.partition(":")[0] in wanted for name in medicine.lists)


def fold(text: str) -> str:
    """A name without capitals, accents and punctuation: what two spellings of one name share."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", text[:200]) if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[^\w+%]+", " ", plain.casefold()).split())


def medicines_of(rows: Iterable[Medicine], sha256: str = "") -> Medicines:
    """An index over medicines (codes must be unique)."""
    by_code = {medicine.code: medicine for medicine in rows}
    names: dict[tuple[str, str], tuple[str, str, str, Medicine]] = {}
    exact: dict[str, set[str]] = {}
    for medicine in by_code.values():
        named = [(medicine.generic, "generic")]
        named += [(brand, "ca") for brand in medicine.brands_ca] + [(brand, "us") for brand in medicine.brands_us]
        for written, why in named:
            folded = fold(written)
            if folded:
                names.setdefault((medicine.code, folded), (folded, written, why, medicine))
                exact.setdefault(folded, set()).add(medicine.code)
    frozen = {name: frozenset(codes) for name, codes in exact.items()}
    return Medicines(MappingProxyType(by_code), sha256, tuple(names.values()), MappingProxyType(frozen))


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
