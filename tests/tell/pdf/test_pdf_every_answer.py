"""Every answer: what the record holds is on paper, question, answer and who gave it, as two readers find it; and how many pages that takes."""

import shutil
import subprocess
from dataclasses import replace
from functools import cache
from io import BytesIO

import pypdf
import pytest

from intake.save.say import say
from intake.tell.summary import Line, Section, summarise

CEILING = {
    "M1": (4, 5), "M2": (4, 5), "M3": (5, 5), "M4": (5, 5), "CD2": (4, 5), "CD3": (4, 4), "SP1": (4, 5), "SP3": (4, 5), "SP4": (4, 5),
    "BP2": (4, 5), "BP3": (4, 5), "LP1": (4, 4), "LP3": (4, 4), "OT1": (4, 4), "OT3": (4, 4),
}  # fmt: skip
"""Pages of each case, in English and in French."""
TONGUES = ("en", "fr-CA")


@pytest.fixture(scope="module")
def printed(kept, press):
    """The record of a case and its PDF in a language, made once."""

    @cache
    def of(case, language):
        record = kept(case)
        return record, press(summarise(record, language=language))

    return of


def columns(data, pages, size=(612, 792)):
    """The text of each column after page one as `pdftotext -layout` sees it: page after page, left then right."""
    if not shutil.which("pdftotext"):
        pytest.skip("poppler-utils is not installed: no pdftotext to read the text layer with")
    wide, high = size
    texts = []
    for page in range(2, pages + 1):
        for x, width in ((0, wide // 2), (wide // 2, wide // 2)):
            box = ["-x", str(x), "-y", "0", "-W", str(width), "-H", str(high)]
            done = subprocess.run(["pdftotext", "-layout", "-f", str(page), "-l", str(page), *box, "-", "-"], input=data, capture_output=True, check=True)
            texts.append(done.stdout.decode())
    return "\n".join(texts)


def told(record, language):
    """Every answered question: the question as asked, its answers in words, whose they are, and if it stands in a row of a group."""
    def walk(entries, inside):
        for entry in entries:
            here = inside or bool(entry.row)
            if entry.answers:
                yield entry, say(entry.text, language), [f"{say(one.display, language)}" for one in entry.answers], here
            yield from walk(entry.entries, here)

    return list(walk(record.entries, False))


def in_two(words, text):
    """Whether words stand in a text, whole or, where a column ends within them, as a beginning and the rest."""
    return words in text or any(words[:cut] in text and words[cut:] in text for cut in range(1, len(words)))


@pytest.mark.parametrize("language", TONGUES)
@pytest.mark.parametrize("case", CEILING)
def test_every_answer_of_the_record_is_on_paper(case, language, printed, readers):
    record, data = printed(case, language)
    reader = pypdf.PdfReader(BytesIO(data))
    by_pypdf = readers.pressed("\n".join(page.extract_text() for page in reader.pages[1:]))
    seen = columns(data, len(reader.pages))
    by_layout, words = readers.pressed(seen), {word.strip(";·") for word in seen.split()}
    entries = told(record, language)
    assert len(entries) > 40
    for entry, question, answers, in_row in entries:
        where = f"{case} {language} {entry.link_id}"
        assert readers.pressed(question) in by_pypdf, where
        for answer in answers:
            assert in_two(readers.pressed(answer), by_pypdf), where
            assert readers.pressed(answer) in by_layout or set(answer.split()) <= words, where
        if not in_row and len(answers) == 1 and len(answers[0]) < 60 and not entry.answers[0].typed:
            said = readers.pressed(question + answers[0])
            assert said in by_pypdf, f"{where}: the answer does not follow its question"
            unit = readers.pressed(say(entry.answers[0].unit, language))
            assert said + unit + entry.mark in by_pypdf, f"{where}: nobody is named who gave it"


@pytest.mark.parametrize("language", TONGUES)
@pytest.mark.parametrize("case", CEILING)
def test_how_many_pages_a_case_takes(case, language, printed):
    pages = len(pypdf.PdfReader(BytesIO(printed(case, language)[1])).pages)
    assert pages <= CEILING[case][TONGUES.index(language)]


@pytest.fixture(scope="module")
def many(kept):
    """A visit of 150 answers, each with its time, on a body map too: M3 with three more injections."""
    visits = [{"toxin-visit-date": f"202{n}-03-20", "toxin-visit-product": "botox", "toxin-visit-for": "migraine", "toxin-visit-clinic": "this", "toxin-visit-units-known": True,
               "toxin-visit-units": 150 + n, "toxin-visit-sites": ["forehead", "temple-left", "head-back"], "toxin-visit-benefit": 40 + n, "toxin-visit-onset-days": n + 4,
               "toxin-visit-lasted-weeks": 9, "toxin-visit-felt-weak": "no"} for n in range(6)]  # fmt: skip
    made = summarise(kept("M3", **{"toxin-visit": visits, "pain-map": ["temple-left", "head-back", "neck-back"], "pain-worst": 8, "pain-now": 3}))
    sections = tuple(replace(part, rows=tuple(replace(row, time="09:41") if row.answers else row for row in part.rows)) for part in made.transcript)
    assert sum(bool(row.answers) for part in sections for row in part.rows) >= 150
    return replace(made, transcript=sections)


@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_a_visit_of_150_answers_stays_within_six_pages(paper, many, press, geometry, laid):
    assert len(pypdf.PdfReader(BytesIO(press(many, paper))).pages) <= 6
    out, _, lines = laid(many, paper)
    assert [fault for fault in geometry(out, lines) if not fault.startswith("page 1:")] == []


def visit(row, **answers):
    head = Line("", "visit", f"Each visit ({row})", mark="", heading=True, label="Each visit", group="visit", row=row)
    return (head, *(Line(f"Q{n}.{row}", link, f"Question {link}?", (text,), group="visit", row=row) for n, (link, text) in enumerate(answers.items(), 1)))


def test_the_rows_of_a_group_stand_side_by_side(cast, press, readers):
    rows = [line for n in range(1, 51) for line in visit(n, date=f"day-{n}", brand="Botox", units=f"{n}00 units", sites=f"site-{n}", lasted=f"{n} weeks")]
    text = readers.poppler(press(replace(cast.typical(), transcript=(Section("Injections", tuple(rows)),))))
    flat = " ".join(text.split())
    assert "Question date? day-1 day-2 day-3 P" in flat and "Question lasted? 49 weeks 50 weeks P" in flat
    assert text.count("Question date?") == 17 and all(f"site-{n}" in text for n in range(1, 51))


def test_few_questions_have_a_line_a_row_and_a_long_answer_the_whole_width(cast, press, readers):
    long = "It began in the neck, went to the left temple, and stayed there for three days without a break."
    rows = [line for n, name in enumerate(("erenumab", "eletriptan", "aspirin"), 1) for line in visit(n, name=name, dose=f"{n} mg", why=long)]
    rows[-1] = replace(rows[-1], mark="N")
    flat = " ".join(readers.poppler(press(replace(cast.typical(), transcript=(Section("Medicines", tuple(rows)),)))).split())
    assert "1 erenumab 1 mg P 2 eletriptan 2 mg P 3 aspirin 3 mg P" in flat
    assert f"Question why? 1, 2 {long} P" in flat and f"3 {long} N" in flat


def test_what_was_not_asked_is_named_by_topic_and_a_blank_stands_in_its_row(kept):
    rows = {part.title: part.rows for part in summarise(kept("CD2")).transcript}
    closing = [row for row in rows["Allergies"] if not row.link_id]
    assert [row.status for row in closing] == ["not asked"] and "Your allergies" in closing[0].question
    assert next(row for row in rows["Your pain"] if row.link_id == "pain-worst").status == "not answered"
    last = rows["Parts of the form without an answer"]
    assert [row.status for row in last] == ["not asked"] and "Your knee" in last[0].question
    assert list(rows) == list(dict.fromkeys(rows)), "one topic stands in two places"


def test_numbers_rise_through_the_transcript(kept):
    numbers = [int(row.number[1:].partition(".")[0]) for part in summarise(kept("M3")).transcript for row in part.rows if row.number and not row.group]
    assert numbers == sorted(numbers)


@pytest.mark.parametrize("lines", [0, 1, 300], ids=["nothing", "one", "300"])
def test_any_number_of_answers_is_drawn_without_overlap(lines, cast, laid, geometry):
    rows = tuple(Line(f"Q{n}", f"x{n}", "How many days was it like this in the last month, counting all?", ("was long " * (n % 40),) if n % 9 == 0 else ("12 days",), typed=n % 9 == 0, time="09:41") for n in range(lines))
    out, _, seen = laid(replace(cast.typical(), transcript=(Section("Topic", rows),)))
    assert [fault for fault in geometry(out, seen) if not fault.startswith("page 1:")] == []
    told = "".join(text for *_, text in seen)
    assert all(f"Q{n}" in told for n in range(lines))


def test_twelve_answers_of_2000_characters_are_whole(cast, press, readers):
    rows = tuple(Line(f"Q{n}", f"x{n}", "Tell us more.", (" ".join(f"{n}w{i}" for i in range(330)),), typed=True) for n in range(12))
    text = readers.poppler(press(replace(cast.typical(), transcript=(Section("Topic", rows),))))
    words = set(text.split())
    assert "(cont.)" in text and all(f"{n}w{i}" in words for n in range(12) for i in range(330))
