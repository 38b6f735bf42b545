"""One process of the PDF bench: python pdf_probe.py ENGINE FOLDER ROUNDS makes the document of a folder and says how long it took.

Prints one JSON object: `at` (the monotonic clock when the first document was there), import and first in milliseconds, warm and
processor time (cpu) of each further document, peak memory in MB. Each engine is imported only in its own process.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from html import escape
from pathlib import Path

BEGUN = time.perf_counter()
PAGE_MM = (215.9, 279.4)
MARGIN_MM = 10.0


def intake(folder: Path) -> Callable[[], bytes]:
    """Ours: the record as it is kept, read, summarised and drawn: tagged, PDF/A-3a and PDF/UA-1, the answers attached."""
    from intake.ask.clinic import Clinic
    from intake.save.record import Record
    from intake.tell.pdf import draw
    from intake.tell.summary import summarise

    invented = folder / "summary.pickle"

    def make() -> bytes:
        record = Record.model_validate(json.loads((folder / "record.json").read_text()))
        summary = summarise(record)
        if invented.exists():  # a person of the tests; the record beside it is what is attached
            import pickle

            summary = pickle.loads(invented.read_bytes())  # noqa: S301 - written by the bench a moment ago
        return draw(summary, record, clinic=Clinic(), released="2026-11-20T10:02:03Z")

    return make


def weasyprint(folder: Path) -> Callable[[], bytes]:
    """HTML with real tables and headings, PDF/UA-1."""
    from weasyprint import HTML
    from weasyprint.text.fonts import FontConfiguration

    def make() -> bytes:
        content = json.loads((folder / "content.json").read_text())
        fonts = sorted((folder / "fonts").glob("*.ttf"), key=lambda file: not file.name.startswith("IBM"))
        faces = "".join(f"@font-face{{font-family:'{file.stem}';src:url('{file.as_uri()}')}}" for file in fonts)
        families = ",".join(f"'{name}'" for name in ["IBMPlexSans-Regular", *(file.stem for file in fonts)])
        style = (
            f"{faces} @page{{size:letter;margin:{MARGIN_MM}mm}} body{{font:8pt {families}}} h1{{font-size:14pt}} h2{{font-size:9pt}}"
            "table{width:100%;table-layout:fixed;border-collapse:collapse} td,th{border-bottom:.3pt solid #000;text-align:left;vertical-align:top;padding:1pt 3pt 1pt 0;overflow-wrap:break-word}"
        )
        parts = [f"<html lang='{content['language']}'><head><title>{content['title']}</title><style>{style}</style></head><body><h1>{content['title']}</h1>"]
        for block in content["blocks"]:
            if block["kind"] == "table":
                head = "".join(f"<th style='width:{part}%'>{escape(cell)}</th>" for cell, part in zip(block["head"], shares(block), strict=True))
                rows = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in block["rows"])
                parts.append(f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>")
            else:
                parts.append(f"<{block['kind']}>{escape(block['text'])}</{block['kind']}>")
        return HTML(string="".join(parts)).write_pdf(pdf_variant="pdf/ua-1", font_config=FontConfiguration())

    return make


TYPST = """
#let doc = json(bytes(sys.inputs.doc))
#set document(title: doc.title)
#set text(lang: doc.language, size: 8pt, font: "IBM Plex Sans")
#set page(paper: "us-letter", margin: 10mm)
#set table(stroke: (bottom: 0.3pt), inset: (x: 2pt, y: 1.5pt))
#show heading.where(level: 1): set text(size: 14pt)
#heading(level: 1, doc.title)
#for block in doc.blocks {
  if block.kind == "table" {
    table(columns: if block.head.first() == "No" { (6%, 50%, 34%, 10%) } else { (1fr,) * block.head.len() }, table.header(..block.head), ..block.rows.flatten())
  } else if block.kind == "h2" { heading(level: 2, block.text) } else { par(block.text) }
}
"""


def typst(folder: Path) -> Callable[[], bytes]:
    """Typst's own tags: PDF/A-3a and PDF/UA-1. Its memory of earlier rounds is its own; the cold figure has none of it."""
    import typst as engine

    def make() -> bytes:
        doc = json.loads((folder / "content.json").read_text())
        doc["language"] = doc["language"].partition("-")[0]
        return engine.compile(
            TYPST.encode(), font_paths=[str(folder / "fonts")], ignore_system_fonts=True, sys_inputs={"doc": json.dumps(doc)}, pdf_standards=["a-3a", "ua-1"],
            timestamp=1_795_168_923,
        )  # fmt: skip

    return make


def fpdf2(folder: Path) -> Callable[[], bytes]:
    """Tables without tags: it has none for them."""
    from fpdf import FPDF

    def make() -> bytes:
        content = json.loads((folder / "content.json").read_text())
        fonts = sorted(folder.glob("fonts/*.ttf"))
        pdf = FPDF(unit="mm", format=PAGE_MM)
        pdf.set_margin(MARGIN_MM)
        pdf.set_auto_page_break(True, MARGIN_MM)
        pdf.set_lang(content["language"])
        pdf.set_title(content["title"])
        for file in fonts:
            pdf.add_font(file.stem, fname=file)
        pdf.set_fallback_fonts([file.stem for file in fonts if not file.stem.startswith("IBM")], exact_match=False)
        pdf.set_text_shaping(any("\u0590" < char < "\u1e00" or char > "\u2e7f" for char in json.dumps(content, ensure_ascii=False)))  # Latin does without, and is faster so
        pdf.add_page()
        pdf.set_font("IBMPlexSans-SemiBold", size=14)
        pdf.multi_cell(0, 6, content["title"], new_x="LMARGIN", new_y="NEXT")
        for block in content["blocks"]:
            pdf.set_font("IBMPlexSans-SemiBold" if block["kind"] == "h2" else "IBMPlexSans-Regular", size=8)
            if block["kind"] == "table":
                with pdf.table(line_height=3.6, borders_layout="HORIZONTAL_LINES", text_align="LEFT", headings_style=None, first_row_as_headings=False, col_widths=shares(block)) as table:
                    for row in [block["head"], *block["rows"]]:
                        table.row(row)
            else:
                pdf.multi_cell(0, 4, block["text"], new_x="LMARGIN", new_y="NEXT")
        return bytes(pdf.output())

    return make


def shares(block: dict) -> list[int]:
    """How wide the columns are, in percent: fixed ones, which is what these engines are fastest with."""
    return [6, 50, 34, 10] if block["head"][:1] == ["No"] else [100 // len(block["head"])] * len(block["head"])


ENGINES = {"intake": intake, "WeasyPrint": weasyprint, "typst": typst, "fpdf2": fpdf2}


def peak() -> float:
    """The most memory this process has held, in MB. Not what the system counts over a fork: the parent is in that."""
    status = Path("/proc/self/status")
    if status.exists():
        return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM")) / 1024
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / (1024 * 1024 if sys.platform == "darwin" else 1024)


def main(engine: str, folder: Path, rounds: int) -> dict[str, object]:
    make = ENGINES[engine](folder)
    loaded = time.perf_counter()
    data = make()
    first, at = time.perf_counter(), time.monotonic()
    warm, worked = [], []
    for _ in range(rounds):
        begun, used = time.perf_counter(), time.process_time()
        make()
        warm.append((time.perf_counter() - begun) * 1000)
        worked.append((time.process_time() - used) * 1000)
    (folder / f"{engine}.pdf").write_bytes(data)
    return {"at": at, "import": (loaded - BEGUN) * 1000, "first": (first - loaded) * 1000, "warm": warm, "cpu": worked, "MB": peak()}


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))))
