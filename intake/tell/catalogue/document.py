"""Document: the whole catalogue as one HTML file that needs nothing else, prints well, and is signed part by part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from intake.ask.load import read_json
from intake.ask.pack import Pack
from intake.ask.signoff import Signer, load_signers
from intake.ask.tongues import language_name
from intake.ask.words import ASSETS, Words, words
from intake.tell.catalogue import parts, visitcost
from intake.tell.catalogue.cards import Cards, shared_answers
from intake.tell.catalogue.questions import Question, questions
from intake.tell.catalogue.study import Study, study
from intake.tell.catalogue.tags import Content, Markup, el, joined, table

STYLE = ASSETS / "catalogue" / "catalogue.css"


def catalogue(pack: Pack, languages: Iterable[str] | None = None, *, seen: Study | None = None) -> str:
    """The catalogue of a pack. `languages`: whose wording stands beneath the English; None is all of the pack's. The same pack gives the same text.

    `seen`: the study of the pack, where it has been made already.

    Raises PackError where the pack's rules or its lists of signers and waivers have faults.
    """
    seen = seen or study(pack)
    told = pack.phrases.languages
    wanted = sorted(told, key=[*pack.languages, *told].index) if languages is None else languages
    return _Document(pack, seen, words("en"), tuple(wanted)).whole()


class _Document:
    def __init__(self, pack: Pack, seen: Study, say: Words, languages: tuple[str, ...]) -> None:
        self.pack, self.study, self.say, self.languages = pack, seen, say, languages
        self.cards = Cards(seen, say, languages, shared_answers(pack.form, languages))
        self.asked = questions(seen, say)
        self.signers = load_signers(pack.path)
        self.heads: list[tuple[str, str, int]] = []  # anchor, words, depth

    def whole(self) -> str:
        title = f"{self.pack.title} · {self.say('catalogue.title')}"
        body = [self._how(), self._questions(), *self._behind(), self._end()]  # before the contents, which list what they head
        page = el("body", self._front(), self._contents(), body)
        style = Markup(STYLE.read_text("utf-8").replace("PACK", f"{self.pack.name} {self.pack.version}"))
        head = el("head", el("meta", charset="utf-8"), el("title", title), el("style", style))
        return f"<!DOCTYPE html>\n{el('html', head, page, lang='en')}\n"

    # --- the front

    def _front(self) -> Markup:
        pack, say = self.pack, self.say
        standing = [say("catalogue.language-source")]
        for tag, told in pack.translations.items():
            key = "drafted" if told.is_draft else "reviewed"
            standing.append(say(f"catalogue.language-{key}", language=language_name(tag), by=told.by, on=told.on))
        names = ", ".join(pack.signed_off_by)
        counts = say(
            "catalogue.count-questions", questions=sum(bool(one.number) for one in self.asked), pages=len(pack.form.pages),
            rules=len(self.study.rules.findings), criteria=len(self.study.rules.criteria), constants=len(pack.constants),
            medicines=len(pack.medicines.by_code), cases=len(self.study.cases),
        )  # fmt: skip
        facts = (("version", pack.version), ("checked", pack.checked_on), ("counts", counts), ("languages", [el("div", one) for one in standing]))
        return el(
            "header",
            el("h1", pack.title),
            el("p", say("catalogue.subtitle"), cls="sub"),
            el("p", say("catalogue.signed", names=names) if pack.signed_off else say("catalogue.trial"), cls="trial"),
            el("dl", [[el("dt", say(f"catalogue.{key}")), el("dd", said)] for key, said in facts]),
            el("p", say("catalogue.made")),
            el("h4", say("catalogue.files")),
            table([say("catalogue.file"), say("catalogue.hash")], ((name, el("code", digest)) for name, digest in pack.sha256.items()), "hash"),
        )

    def _contents(self) -> Markup:
        rows = [el("li", el("a", said, href=f"#{anchor}"), cls=f"d{depth}") for anchor, said, depth in self.heads]
        return el("nav", el("h2", self.say("catalogue.contents")), el("ol", rows))

    def _head(self, name: str, said: str, depth: int = 2) -> Markup:
        self.heads.append((name, said, depth))
        return el(f"h{depth}", said, id=name)

    def _how(self) -> Markup:
        say = self.say
        keys = ("number", "words", "when", "mark", "rules", "prints", "blank", "levels")
        said = [el("p", say(f"catalogue.how-{key}", visits=self.study.visits)) for key in keys]
        lists = []
        for answers, letter in self.cards.shared.items():
            heads = [say("catalogue.code"), say("catalogue.english"), *(language_name(tag) for tag in self.languages)]
            rows = ((el("code", code), *told.split("|")) for code, told in answers)
            lists += [el("h4", say("catalogue.shared-named", letter=letter)), table(heads, rows, "o")]
        return el("section", self._head("how", say("catalogue.how")), said, el("h3", say("catalogue.shared")), lists, cls="part")

    # --- the questions

    def _questions(self) -> Markup:
        said: list[Content] = [self._head("questions", self.say("catalogue.questions")), el("p", self.say("catalogue.questions-about"))]
        runs = [(module, list(group)) for module, group in groupby(self._in_order(), key=lambda one: one.module)]
        last = {module: number for number, (module, _) in enumerate(runs)}
        for number, (module, group) in enumerate(runs):
            anchor = f"questions-{number}-{module}"
            key = f"catalogue.part.{module}"
            name = self.say(key) if key in self.say else module
            pages = [self.cards.page(list(told)) for _, told in groupby(group, key=lambda one: one.page)]
            sign = self._sign(module, name) if last[module] == number else None
            said.append(el("section", self._head(anchor, self._run(name, [one.page for one in group]), 3), pages, sign))
        return el("section", joined(said, "\n"), cls="part")

    def _run(self, name: str, pages: Sequence[int]) -> str:
        """The name of a run of questions, and the pages of the form it takes."""
        if not pages[-1]:
            return name
        key = "part-page" if pages[0] == pages[-1] else "part-pages"
        return self.say(f"catalogue.{key}", name=name, first=pages[0], last=pages[-1])

    def _in_order(self) -> Iterator[Question]:
        """By page, then what is on none. Groups stand where their first question does; a heading alone makes no part."""
        told = [one for one in self.asked if one.number or one.item.kind == "display" or (one.item.repeats and one.item.text)]
        yield from (one for one in told if one.page)
        yield from (one for one in told if not one.page)

    # --- what stands behind them

    def _behind(self) -> Iterator[Markup]:
        cards, rules = self.cards, self.study.rules
        licence = str(read_json(Path(self.pack.form.file))[0].get("copyright", ""))
        yield self._part("findings", parts.rules(cards, rules.findings, self.asked), about=True)
        yield self._part("criteria", parts.rules(cards, rules.criteria, self.asked), about=True)
        yield self._part("constants", parts.constants(cards), about=True)
        yield self._part("medicine-lists", parts.medicines(cards))
        yield self._part("instruments", parts.instruments(cards, licence))
        if self.pack.context.sayings:
            yield self._part("context", parts.context(cards), about=True)
        if self.pack.education.topics:
            yield self._part("education", parts.education(cards))
        yield self._part("waivers", parts.waivers(cards))
        yield self._part("choices", parts.choices(cards))
        yield self._part("cases", visitcost.cases(self.study, self.say))
        yield self._part("burden", visitcost.burden(self.study, self.say), signed="cases")
        yield self._part("differences", parts.differences(cards, self.asked))

    def _part(self, name: str, content: Content, *, about: bool = False, signed: str = "") -> Markup:
        said = el("p", self.say(f"catalogue.{name}-about")) if about else None
        return el("section", self._head(name, self.say(f"catalogue.{name}")), said, content, self._sign(signed or name), cls="part")

    # --- signatures

    def _sign(self, part: str, name: str = "") -> Markup:
        """Lines for those who sign this part; one for any reader where nobody is named."""
        who = [one.role for one in self.signers if part in one.sections] or [self.say("catalogue.anybody")]
        line = self.say("catalogue.sign-part", name=name) if name else self.say("catalogue.sign-line")
        return el("div", el("p", line, cls="id"), self._lines((role, "") for role in who), cls="sign")

    def _lines(self, who: Iterable[tuple[str, str]]) -> Markup:
        heads = [self.say(f"catalogue.sign-{key}") for key in ("role", "name", "hand", "date")]
        return table(heads, (([role, el("div", signs, cls="for") if signs else ""], "", "", "") for role, signs in who), "lines")

    def _end(self) -> Markup:
        say = self.say
        lines = self._lines((one.role, one.signs) for one in _or_reader(self.signers, say))
        remarks = el("div", el("p", say("catalogue.signoff-remarks"), cls="id"), [el("hr") for _ in range(6)], cls="remarks")
        said = [el("p", say("catalogue.signoff-about")), el("p", say("catalogue.contract")), lines, remarks]
        return el("section", self._head("signoff", say("catalogue.signoff")), said, cls="part sign last")


def _or_reader(signers: Sequence[Signer], say: Words) -> Sequence[Signer]:
    return signers or (Signer(role=say("catalogue.anybody"), signs=say("catalogue.title")),)


__all__ = ["catalogue"]
