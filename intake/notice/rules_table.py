"""Rules table: rules.csv, the rules as clinicians wrote and signed them; no row of it may be without its rule, and no rule without its row."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from intake.ask.errors import Fault, PackError
from intake.ask.load import decode, read_bytes

OF_NO_MODULE = frozenset({"criteria", "all"})
"""What the column `module` says of rows that belong to no module of the Questionnaire alone."""


def held_against(rules_path: Path, rules: Mapping[str, Path], modules: Collection[str]) -> Iterator[Fault]:
    """Every row without a rule, and every rule (id -> file) without a row. A pack may have no table.

    `modules`: those the pack's Questionnaire holds; rows of others wait. () means all.
    """
    table = rules_path.with_suffix(".csv")
    if not table.exists():
        return
    try:
        rows = _rows(table)
    except PackError as error:
        yield from error.faults
        return
    for name, (module, line) in rows.items():
        if name not in rules and (not modules or module in OF_NO_MODULE or module in modules):
            yield Fault(str(table), name, line, 1, "rule.missing", {"rule": name})
    for name, path in rules.items():
        if name not in rows:
            yield Fault(str(path), name, 0, 0, "rule.unlisted", {"rule": name})


def _rows(table: Path) -> dict[str, tuple[str, int]]:
    """Rule id -> (module, line)."""
    reader = csv.reader(decode(read_bytes(table), str(table)).splitlines(keepends=True), strict=True)
    rows: dict[str, tuple[str, int]] = {}
    try:
        for cells in reader:
            if len(cells) > 1 and reader.line_num > 1:
                rows[cells[0]] = (cells[1], reader.line_num)
    except csv.Error as error:
        raise PackError([Fault(str(table), "", reader.line_num, 1, "csv", {"reason": str(error)})]) from None
    return rows
