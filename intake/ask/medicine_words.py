"""Medicine words: what typed words about a medicine mean: its other names, and the words that do not change which it is.

A pack's `medicine_words.csv`, UTF-8, header `kind,said,means,why,grade`; `said` holds one or more spellings, `means` codes of
medicines.csv (for `route` and `use`: endings of codes). Kinds: `also` another name; `whole` another name, when nothing else is
typed; `holds` a product, and which listed medicines are in it; `offer` a name that is searched for and never taken; `other`
another medicine that looks like a listed one, for which no guess is offered; `route` and `use` tell the forms of one drug
apart; `salt form dose filler join reason` are words that change nothing.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from intake.ask.errors import Fault, PackError
from intake.ask.load import decode, read_bytes
from intake.ask.spelling import LONGEST, fold

COLUMNS = ("kind", "said", "means", "why", "grade")
NAMES = ("also", "whole", "holds", "offer", "other")
APART = ("route", "use")
QUIET = ("salt", "form", "dose", "filler", "join", "reason")
MAX_BYTES, MAX_ROWS = 1024 * 1024, 5_000

_DOSE = re.compile(r"\d+(?:mg|mcg|ug|g|ml|mL|units?|iu|u|x|h|hr|%)?|x\d+|q\d+h|%")
_NUMBER = re.compile(r"#\s*(?=\d)")


@dataclass(frozen=True, slots=True)
class MedicineWords:
    """`named`: kind -> folded name -> (as written, codes). `apart`: route or use -> folded words -> endings. `quiet`: folded words -> kind."""

    named: Mapping[str, Mapping[str, tuple[str, tuple[str, ...]]]] = field(default_factory=lambda: {kind: {} for kind in NAMES})
    apart: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=lambda: {kind: {} for kind in APART})
    quiet: Mapping[str, str] = field(default_factory=dict)
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A name found in a text: the codes it may be. `holds`: it is a product that contains them, and none of them itself."""

    said: str
    codes: tuple[str, ...]
    holds: bool = False


@dataclass(frozen=True, slots=True)
class Heard:
    """What was found in a text. `sure`: every word of it is accounted for. `content`: its words without doses and the like."""

    parts: tuple[Part, ...] = ()
    sure: bool = False
    content: str = ""


class Listener:
    """Reads typed text with the names of a list and the words of a pack. Exact names only: nothing is guessed here."""

    __slots__ = ("_families", "_longest", "_names", "_stems", "_words")

    def __init__(self, names: Mapping[str, Iterable[str]], codes: Iterable[str], words: MedicineWords) -> None:
        self._words = words
        self._names = {name: Part(name, tuple(dict.fromkeys(found))) for name, found in names.items()}
        for kind in ("holds", "also"):
            for name, (_, found) in words.named[kind].items():
                known = self._names.get(name)
                merged = (*known.codes, *found) if known and kind == "also" else found
                self._names[name] = Part(name, tuple(dict.fromkeys(merged)), kind == "holds")
        codes = tuple(codes)
        endings = {kind: sorted({end for ends in words.apart[kind].values() for end in ends}) for kind in APART}
        made = {kind: _families(codes, endings[kind]) for kind in APART}
        self._stems = {kind: stems for kind, (stems, _) in made.items()}
        self._families = {kind: families for kind, (_, families) in made.items()}
        known = (*self._names, *words.quiet, *(name for kind in APART for name in words.apart[kind]))
        self._longest = max((name.count(" ") + 1 for name in known), default=1)

    def hear(self, text: str) -> Heard:
        """The names in a text. Total; looks at the first letters of a very long one, and is then not sure."""
        text = text.strip()
        folded = fold(_NUMBER.sub(" no ", text))
        whole = self._words.named["whole"].get(fold(text))
        if whole is not None:
            return Heard((Part(fold(text), whole[1]),), True, folded)
        if folded in self._names:
            return Heard((self._names[folded],), len(text) <= LONGEST, folded)
        return self._scan(folded, len(text) <= LONGEST)

    def _scan(self, folded: str, sure: bool) -> Heard:
        tokens = folded.split()
        found: list[tuple[Part, list[tuple[str, str]]]] = []  # a name, and the words that tell its forms apart
        waiting: list[tuple[str, str]] = []
        content: list[str] = []
        at, reason = 0, False
        while at < len(tokens):
            size, kind, words = self._longest_at(tokens, at)
            at += size
            if kind == "name":
                found.append((self._names[words], waiting))
                waiting = []
                content.append(words)
            elif kind in APART:
                (found[-1][1] if found else waiting).append((kind, words))
            elif kind == "reason":
                reason = bool(found)
                sure = sure and reason
            elif not kind and not reason:
                content.append(words)
                sure = False
        parts = []
        for part, said in found:
            told = self._told_apart(part, said)
            sure = sure and told is not None
            parts.append(told or part)
        return Heard(tuple(parts), sure and bool(parts), " ".join(content))

    def _longest_at(self, tokens: list[str], at: int) -> tuple[int, str, str]:
        """(how many tokens, kind, words) of the longest known words that begin at a token; kind "" when it is not known."""
        for size in range(min(self._longest, len(tokens) - at), 0, -1):
            words = " ".join(tokens[at : at + size])
            if words in self._names:
                return size, "name", words
            for kind in APART:
                if words in self._words.apart[kind]:
                    return size, kind, words
            if words in self._words.quiet:
                return size, self._words.quiet[words], words
        return 1, "dose" if _DOSE.fullmatch(tokens[at]) else "", tokens[at]

    def _told_apart(self, part: Part, said: Iterable[tuple[str, str]]) -> Part | None:
        """The part as far as "cream", "by needle" or "each day" tell its forms apart; None when they name a form the list does not have."""
        codes = part.codes
        for kind in APART:
            wanted = [end for of, words in said if of == kind for end in self._words.apart[kind][words]]
            family = self._family(codes, kind) if wanted else {}
            if not any(family.values()):
                continue  # one entry for all its forms: the words change nothing
            chosen = tuple(code for code, end in family.items() if end in wanted or (not end and "oral" in wanted))
            if not chosen:
                return None
            codes = chosen
        return Part(part.said, codes, part.holds)

    def _family(self, codes: Iterable[str], kind: str) -> dict[str, str]:
        """The codes that are forms of the same drugs, each with its ending ("" when it has none)."""
        return {code: end for one in codes for stem in self._stems[kind].get(one, (one,)) for code, end in self._families[kind].get(stem, {one: ""}).items()}


def _families(codes: Iterable[str], ends: Iterable[str]) -> tuple[dict[str, tuple[str, ...]], dict[str, dict[str, str]]]:
    """code -> its stems (itself, and without an ending); stem -> the codes made of it, with their endings."""
    stems: dict[str, tuple[str, ...]] = {}
    families: dict[str, dict[str, str]] = {}
    for code in codes:
        cut = tuple(end for end in ends if code.endswith(f"-{end}"))
        stems[code] = tuple(code.removesuffix(f"-{end}") for end in cut) or (code,)
        for stem, end in zip(stems[code], cut or ("",), strict=True):
            families.setdefault(stem, {})[code] = end
    return stems, families


def load_words(path: Path, codes: Iterable[str]) -> MedicineWords:
    """The words of a CSV file. PackError lists every fault with its line."""
    file, data = str(path), read_bytes(path, MAX_BYTES)
    known = frozenset(codes)
    named: dict[str, dict[str, tuple[str, tuple[str, ...]]]] = {kind: {} for kind in NAMES}
    apart: dict[str, dict[str, tuple[str, ...]]] = {kind: {} for kind in APART}
    quiet: dict[str, str] = {}
    faults: list[Fault] = []
    reader = csv.reader(io.StringIO(decode(data, file), newline=""), strict=True)
    try:
        for number, cells in enumerate(reader):
            if number == 0 and tuple(cells) != COLUMNS:
                raise PackError([Fault(file, "", 1, 1, "wordHeader", {"header": ",".join(COLUMNS)})])
            if number == 0 or not any(cells):
                continue
            if len(cells) != len(COLUMNS) or cells[0] not in (*NAMES, *APART, *QUIET) or not cells[1].strip() or number > MAX_ROWS:
                faults.append(Fault(file, "", reader.line_num, 1, "wordRow", {"kinds": ", ".join((*NAMES, *APART, *QUIET))}))
                continue
            kind, means = cells[0], tuple(cells[2].split())
            strange = [code for code in means if kind in NAMES and code not in known]
            if strange or (kind in (*NAMES, *APART) and not means):
                faults.append(Fault(file, kind, reader.line_num, 1, "wordCode", {"code": strange[0][:60] if strange else ""}))
                continue
            for said in filter(None, map(str.strip, cells[1].split(";"))):
                if kind in NAMES:
                    named[kind][fold(said)] = (said, means)
                elif kind in APART:
                    apart[kind][fold(said)] = means
                else:
                    quiet.setdefault(fold(said), kind)
    except csv.Error as error:
        faults.append(Fault(file, "", reader.line_num, 1, "csv", {"reason": str(error)}))
    if faults:
        raise PackError(faults)
    return MedicineWords(named, apart, {words: kind for words, kind in quiet.items() if words}, hashlib.sha256(data).hexdigest())
