"""Medicines: the pack's list, found by generic, Canadian or US brand, whatever the language, the accents and the spelling."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from types import MappingProxyType

from intake.ask.medicine_words import Listener, MedicineWords
from intake.ask.phrases import Phrases
from intake.ask.spelling import EACH_WORD, NEAR, Spellings, fold
from intake.ask.words import Text


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
    """A medicine found: the words to show ("Botox: onabotulinumtoxinA") and what matched: generic, said (a translation), ca, us,
    also, holds or offer. `near`: a guess at a misspelling, only ever offered. `raw`: the answer a tap on it gives."""

    medicine: Medicine
    words: str
    why: str
    near: bool = False
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """What a typed text names, exactly. Each of `parts` is one name and the medicines it may be ("gentamicin" is two).

    `sure`: every word is accounted for. `holds`: a product that contains the medicines and is none of them itself.
    """

    parts: tuple[tuple[Medicine, ...], ...] = ()
    sure: bool = False
    holds: bool = False

    @property
    def one(self) -> Medicine | None:
        """The medicine, when the text is that medicine and nothing else."""
        return self.parts[0][0] if self.sure and not self.holds and len(self.parts) == 1 and len(self.parts[0]) == 1 else None

    @property
    def medicines(self) -> tuple[Medicine, ...]:
        """Every medicine it may name, each once: the cautious reading."""
        return tuple({medicine.code: medicine for part in self.parts for medicine in part}.values())


@dataclass(frozen=True, slots=True)
class _Name:
    folded: str
    written: str
    why: str
    medicine: Medicine
    tag: str = ""  # the language of a translated name


@dataclass(frozen=True, slots=True)
class Medicines:
    """The medicines of a pack, in the order of the file. `country` decides whose brands are named first."""

    by_code: Mapping[str, Medicine]
    sha256: str = ""
    country: str = "CA"
    words: MedicineWords = field(default=MedicineWords(), repr=False)
    phrases: Phrases = field(default=Phrases(), repr=False)
    _names: tuple[_Name, ...] = field(default=(), repr=False)
    _exact: Mapping[str, frozenset[str]] = field(default_factory=dict, repr=False)  # folded name -> codes
    _spellings: Spellings = field(default=Spellings(()), repr=False, compare=False)
    _listener: Listener = field(default=Listener({}, (), MedicineWords()), repr=False, compare=False)

    @property
    def key(self) -> str:
        """Names what a form compiled with these medicines depends on; "" when they came from no file."""
        files = (self.sha256, self.words.sha256, *(f"{name}={digest}" for name, digest in sorted(self.phrases.sha256.items())))
        return "|".join(files) if self.sha256 else ""

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

    def at(self, country: str) -> Medicines:
        """The same medicines for a clinic in another country."""
        return self if country == self.country else replace(self, country=country)

    # names

    def shown(self, medicine: Medicine) -> str:
        """The name a person reads: the generic, with its form where several rows share it ("gentamicin (injection)")."""
        form = self._form(medicine)
        return f"{medicine.generic} ({form})" if form else medicine.generic

    def text(self, medicine: Medicine) -> Text:
        """`shown` in every language of the pack's phrase books."""
        form, others = self._form(medicine), []
        for tag in self.phrases.languages:
            said = self.phrases.find(tag, self.shown(medicine), medicine.code)
            if said is None and form:
                plain = self.phrases.find(tag, medicine.generic, medicine.code) or medicine.generic
                said = f"{plain} ({self.phrases.find(tag, form, medicine.code) or form})"
            if said:
                others.append((tag, said))
        return Text(self.shown(medicine), tuple(others))

    def brands(self, medicine: Medicine) -> tuple[str, ...]:
        """Brands, those of the clinic's country first, each once."""
        return tuple(dict.fromkeys((*self._home_brands(medicine), *medicine.brands_ca, *medicine.brands_us)))

    def label(self, medicine: Medicine, language: str = "en", typed: str = "") -> str:
        """A medicine as people know it: its name in their language, and the brand they typed or the clinic's country's first one:
        "warfarin (Coumadin)"."""
        name, brands = self.text(medicine).say(language), self.brands(medicine)
        brand = next((brand for brand in brands if fold(brand) in fold(typed)), next(iter(brands), ""))
        return f"{name} ({brand})" if brand and fold(brand) not in fold(name) else name

    def said(self, named: Named, language: str = "en", typed: str = "") -> tuple[str, ...]:
        """What was understood, one text a name: "gentamicin (injection) / gentamicin (topical)", "sumatriptan + naproxen"."""
        if named.holds:
            return tuple(" + ".join(self.text(medicine).say(language) for medicine in part) for part in named.parts)
        return tuple(" / ".join(self.label(medicine, language, typed) for medicine in part) for part in named.parts)

    def _form(self, medicine: Medicine) -> str:
        if len(self._exact.get(fold(medicine.generic), ())) < 2:
            return ""
        return medicine.code.removeprefix(fold(medicine.generic).replace(" ", "-")).strip("-").replace("-", " ")

    # understanding

    def find(self, text: str) -> Medicine | None:
        """The one medicine with exactly this code, generic or brand; None when there is none or more than one."""
        by_code = self.by_code.get(text.strip())
        if by_code is not None:
            return by_code
        codes = self._exact.get(fold(text), frozenset())
        return self.by_code[next(iter(codes))] if len(codes) == 1 else None

    def understand(self, text: str, lists: Iterable[str] = ()) -> Named:
        """What typed words name: exact names only, with doses, salts and the like set aside. Nothing is guessed.

        A name that is on none of `lists` (none means all) is not understood.
        """
        wanted = tuple(lists)
        heard = self._listener.hear(text)
        parts = [tuple(m for m in map(self.by_code.get, part.codes) if m and listed(m, wanted)) for part in heard.parts]
        return Named(tuple(filter(None, parts)), heard.sure and all(parts), any(part.holds for part in heard.parts))

    def search(self, text: str, lists: Iterable[str] = (), limit: int = 8, language: str = "en") -> tuple[Hit, ...]:
        """What a person may mean, best first: names that begin so, then words that begin so, then any part, then misspellings.

        Translated names are found in every language and shown in `language`. A misspelling (`Hit.near`) is looked for only
        when no name or word begins as typed, and never for the exact name of another medicine that looks alike.
        """
        wanted = tuple(lists)
        found = self._begun(fold(text), wanted, limit)
        if not any(how <= EACH_WORD for how, _ in found.values()):
            heard = self._listener.hear(text)
            for part in self.understand(text, wanted).parts:
                found |= {m.code: (EACH_WORD, self._name_of(m)) for m in part if m.code not in found}
            if heard.content and heard.content != fold(text) and not heard.parts:
                found = self._begun(heard.content, wanted, limit) | found
            if not any(how <= EACH_WORD for how, _ in found.values()):
                found |= self._guessed(heard.content, wanted, limit, found)
        best = sorted(found.values(), key=lambda one: one[0])
        return tuple(self._hit(name, how, language) for how, name in best[:limit])

    def _begun(self, query: str, wanted: tuple[str, ...], limit: int) -> dict[str, tuple[int, _Name]]:
        found: dict[str, tuple[int, _Name]] = {}
        for how, place in self._spellings.begun(query):
            name = self._names[place]
            if self._answer(name) not in found and listed(name.medicine, wanted):
                found[self._answer(name)] = (how, name)
                if len(found) >= limit:
                    break
        return found

    def _guessed(self, query: str, wanted: tuple[str, ...], limit: int, known: Iterable[str]) -> dict[str, tuple[int, _Name]]:
        """Misspellings of the whole, then of each longer word of it."""
        words = [query, *(word for word in query.split() if len(word) > 4 and word != query)]
        found: dict[str, tuple[int, _Name]] = {}
        for word in islice(words, 6):
            if word in self.words.named["other"]:
                continue
            for _, place in self._spellings.near(word):
                name = self._names[place]
                if self._answer(name) not in (*found, *known) and listed(name.medicine, wanted) and len(found) < limit:
                    found[self._answer(name)] = (NEAR, name)
        return found

    def _home_brands(self, medicine: Medicine) -> tuple[str, ...]:
        return medicine.brands_us if self.country == "US" else medicine.brands_ca

    def _answer(self, name: _Name) -> str:
        return name.written if name.why == "holds" else name.medicine.code

    def _name_of(self, medicine: Medicine) -> _Name:
        return _Name("", medicine.generic, "generic", medicine)

    def _hit(self, name: _Name, how: int, language: str) -> Hit:
        shown = self.text(name.medicine).say(language)
        if name.why == "holds":
            codes = self.words.named["holds"][name.folded][1]
            shown = " + ".join(self.text(self.by_code[code]).say(language) for code in codes)
        words = shown if name.why in ("generic", "said") else f"{name.written}: {shown}"
        return Hit(name.medicine, words, name.why, how == NEAR, self._answer(name))


def listed(medicine: Medicine, wanted: tuple[str, ...]) -> bool:
    """Whether a medicine is on one of the lists, or on a part of one ("A:b" is part of "A"). No list means any medicine."""
    if not wanted:
        return True
    return any(name in wanted or name.partition(":")[0] in wanted for name in medicine.lists)


def medicines_of(
    rows: Iterable[Medicine], sha256: str = "", *, words: MedicineWords = MedicineWords(), phrases: Phrases = Phrases(), country: str = "CA"
) -> Medicines:
    """An index over medicines (codes must be unique), with the words and the languages of their pack."""
    by_code = {medicine.code: medicine for medicine in rows}
    names = {(name.medicine.code, name.folded): name for name in reversed([*_names(by_code, words, phrases)]) if name.folded}
    exact: dict[str, set[str]] = {}
    for name in names.values():
        if name.why in ("generic", "ca", "us", "said"):
            exact.setdefault(name.folded, set()).add(name.medicine.code)
    ordered = tuple(reversed(names.values()))
    order = {code: place for place, code in enumerate(by_code)}
    heard = {name: sorted(codes, key=order.__getitem__) for name, codes in exact.items()}
    return Medicines(
        MappingProxyType(by_code),
        sha256,
        country,
        words,
        phrases,
        ordered,
        MappingProxyType({name: frozenset(codes) for name, codes in exact.items()}),
        Spellings(name.folded for name in ordered),
        Listener(heard, by_code, words),
    )


def _names(by_code: Mapping[str, Medicine], words: MedicineWords, phrases: Phrases) -> Iterable[_Name]:
    """Every name of every medicine, the list's own first."""
    for medicine in by_code.values():
        yield _Name(fold(medicine.generic), medicine.generic, "generic", medicine)
        for why, brands in (("ca", medicine.brands_ca), ("us", medicine.brands_us)):
            yield from (_Name(fold(brand), brand, why, medicine) for brand in brands)
        for tag in phrases.languages:
            said = phrases.find(tag, medicine.generic, medicine.code)
            if said:
                yield _Name(fold(said), said, "said", medicine, tag)
    for why in ("also", "whole", "offer"):
        for folded, (written, codes) in words.named[why].items():
            yield from (_Name(folded, written, "also", by_code[code]) for code in codes)
    for folded, (written, codes) in words.named["holds"].items():
        yield _Name(folded, written, "holds", by_code[codes[0]])
