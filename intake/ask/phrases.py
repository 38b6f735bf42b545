"""Phrases: a pack's phrase books, one folder a language, that say each English phrase of the pack in another language.

`words/<BCP-47 tag>/*.csv`, UTF-8, header `en,said,where`. `en` is the phrase exactly as the pack has it, `said` the translation,
`where` blank, or the linkIds, rule ids or medicine codes (space separated) for which alone this row holds. A phrase whose English
was changed has no row any more: it is untranslated, and `intake check` says so.

The folder `en` is no translation: it holds what is to be read where the pack's own English is an instruction to the program
("Print who and why"). Translations say that wording; they are found by the pack's own English all the same.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from intake.ask.errors import Fault, PackError
from intake.ask.load import decode, read_bytes
from intake.ask.words import Text

FOLDER = "words"
COLUMNS = ("en", "said", "where")
SOURCE = "en"


@dataclass(frozen=True, slots=True)
class Phrases:
    """`books`: tag -> (where, English) -> words; where "" means anywhere. `sha256`: file name -> hash."""

    books: Mapping[str, Mapping[tuple[str, str], str]] = field(default_factory=dict)
    sha256: Mapping[str, str] = field(default_factory=dict)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages the pack is translated into: English is not one of them."""
        return tuple(sorted(self.books.keys() - {SOURCE}))

    def find(self, tag: str, source: str, where: str = "") -> str | None:
        """The phrase in the language of `tag` at `where`, else anywhere, else None."""
        book = self.books.get(tag, {})
        return book.get((where, source)) or book.get(("", source))

    def __call__(self, source: str, /, where: str = "", **facts: object) -> Text:
        """The phrase in every language it is said in, with its facts filled in. A fact that is a Text is said in that language.

        "{count} months" with count=3 finds the row whose `en` is "{count} months".
        """
        others = [(tag, said) for tag in self.languages if (said := self.find(tag, source, where))]
        read = self.find(SOURCE, source, where) or source
        if not facts:
            return Text(read, tuple(others))
        return Text(_filled(read, SOURCE, facts), tuple((tag, _filled(said, tag, facts)) for tag, said in others))


def _filled(phrase: str, tag: str, facts: Mapping[str, object]) -> str:
    return phrase.format_map({name: fact.say(tag) if isinstance(fact, Text) else fact for name, fact in facts.items()})


def load_phrases(folder: Path) -> Phrases:
    """The phrase books under `folder`/words. PackError lists every fault with its line; no folder is no translation."""
    books: dict[str, Mapping[tuple[str, str], str]] = {}
    hashes: dict[str, str] = {}
    faults: list[Fault] = []
    for home in sorted(path for path in (folder / FOLDER).glob("*") if path.is_dir()):
        book: dict[tuple[str, str], str] = {}
        for file in sorted(home.glob("*.csv")):
            data = read_bytes(file)
            hashes[f"{FOLDER}/{home.name}/{file.name}"] = hashlib.sha256(data).hexdigest()
            try:
                _read(decode(data, str(file)), str(file), book)
            except PackError as error:
                faults.extend(error.faults)
        books[home.name] = MappingProxyType(book)
    if faults:
        raise PackError(faults)
    return Phrases(MappingProxyType(books), MappingProxyType(hashes))


def _read(text: str, file: str, book: dict[tuple[str, str], str]) -> None:
    faults: list[Fault] = []
    rows = csv.reader(text.splitlines(keepends=True), strict=True)
    try:
        for number, cells in enumerate(rows):
            line = rows.line_num
            if number == 0 and tuple(cells) != COLUMNS:
                raise PackError([Fault(file, "", 1, 1, "phraseHeader", {"header": ",".join(COLUMNS)})])
            if number == 0 or not any(cells):
                continue
            if len(cells) != len(COLUMNS) or not cells[0].strip() or not cells[1].strip():
                faults.append(Fault(file, "", line, 1, "phraseRow", {"header": ",".join(COLUMNS)}))
                continue
            for where in cells[2].split() or [""]:
                key = (where, cells[0])
                if book.get(key, cells[1]) != cells[1]:
                    faults.append(Fault(file, where, line, 1, "phraseTwice", {}))
                book[key] = cells[1]
    except csv.Error as error:
        faults.append(Fault(file, "", rows.line_num, 1, "csv", {"reason": str(error)}))
    if faults:
        raise PackError(faults)
