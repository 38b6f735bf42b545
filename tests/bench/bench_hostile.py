"""Hostile bench: how long the longest answers take, and what a first name of another script costs. Run: python tests/bench/bench_hostile.py

One new process a row. CPU seconds of the draw alone; memory is the most the process held. Rows 15, 18, 19 and 20 of reference/pdf.md 6.
Not collected by pytest. Figures of one run may be compared with each other, not with another machine's.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROWS = (
    ("15 10^5 joined emoji", "'\U0001f468\u200d' * 50_000", 2.0), ("15 10^5 marks", "'e' + '\u0301' * 100_000", 2.0), ("18 10^5 unbroken", "'x' * 100_000", 0.2),
    ("18 10^6 unbroken", "'x' * 1_000_000", 1.3), ("18 10^6 with spaces", "'word ' * 200_000", 0.9), ("19 10^5 <br/>", "'<br/>' * 100_000", 1.5), ("19 10^5 <", "'<' * 100_000", 1.5),
    ("19 10^5 &", "'&' * 100_000", 1.5), ("19 10^5 newlines", "'a\\n' * 100_000", 1.5), ("20 taller than a page", "'an answer taller than the page. ' * 1_000", None),
    ("2*10^5 Arabic", "'م' * 200_000", None), ("2*10^5 Arabic words", "'محمد ' * 40_000", None), ("10^5 Han", "'李' * 100_000", None),
    ("Latin only", "'Elena'", None), ("one Arabic name", "'محمد'", None), ("one Han name", "'李小龙'", None), ("one Tibetan name", "'བསྟན་འཛིན'", None), ("one unknown sign", "'\U00012000'", None),
)
"""What, the text, and the seconds that the reference gives for it."""


def once(text: str) -> dict[str, float]:
    """Draw one visit with this answer. Seconds, MB, pages, faces opened."""
    import resource
    import time
    import types
    from dataclasses import replace

    sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "tell" / "pdf")]
    import people
    from intake.tell.pdf import draw
    from intake.tell.pdf.text import faces
    from intake.tell.summary import Line, Section

    answer = eval(text)  # noqa: S307 (our own rows above)
    summary = replace(people.typical(), transcript=(Section("Long", (Line("Q1", "x", "Anything else?", (answer,), typed=True),)),))
    start = time.process_time()
    data = draw(summary, None, clinic=types.SimpleNamespace(paper="letter"), released="x")
    spent = time.process_time() - start
    import pikepdf
    from io import BytesIO

    with pikepdf.open(BytesIO(data)) as opened:
        pages = len(opened.pages)
    return {"s": spent, "MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "pages": pages, "faces": faces.face.cache_info().currsize}


def main() -> None:
    print(f"{'answer':<24}{'s':>7}{'target':>8}{'MB':>6}{'pages':>7}{'faces':>7}")
    for name, text, target in ROWS:
        done = subprocess.run([sys.executable, __file__, "--once", text], cwd=ROOT, capture_output=True, text=True, check=True, timeout=300)
        row = json.loads(done.stdout)
        print(f"{name:<24}{row['s']:>7.2f}{target or '':>8}{row['MB']:>6.0f}{row['pages']:>7}{row['faces']:>7}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--once"]:
        print(json.dumps(once(sys.argv[2])))
    else:
        main()
