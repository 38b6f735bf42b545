"""Bench: how long a PDF takes, cold (a new process) and warm. Run: python tests/bench/bench_pdf.py [example ...]

Prints one line a document. Noise of a shared machine is large: compare figures of one run with each other.
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import time
import types
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "forms" / "botulinum" / "examples"
WARM, COLD = 15, 5


def summary_of(case: str):
    """The Summary of an example."""
    from intake.ask.pack import PACKS, load_pack
    from intake.hear.answersfile import read_answers_file
    from intake.hear.reading import read
    from intake.notice.screening import assess, load_rules
    from intake.save.keep import make_record
    from intake.tell.summary import summarise

    pack = load_pack(PACKS / "botulinum")
    rules = load_rules(pack)
    answers, _ = read_answers_file(rules.form, json.loads((EXAMPLES / f"{case}.json").read_text()))
    reading = read(rules.form, answers)
    return summarise(make_record(reading, assess(rules, reading), pack=pack))


def invented(name: str):
    """One of the people of the paper tests."""
    sys.path.insert(0, str(ROOT / "tests" / "tell" / "pdf"))
    import people

    return getattr(people, name)()


def once(name: str) -> dict[str, float]:
    """In this process: import, first and warm draw in milliseconds, memory in MB."""
    summary = invented(name) if name in ("typical", "stress", "urgent", "empty") else summary_of(name)
    clinic = types.SimpleNamespace(paper="letter")
    start = time.perf_counter()
    from intake.tell.pdf import draw

    loaded = time.perf_counter()
    data = draw(summary, None, clinic=clinic, released="now")
    first = time.perf_counter()
    warm = []
    for _ in range(WARM):
        begun = time.perf_counter()
        draw(summary, None, clinic=clinic, released="now")
        warm.append((time.perf_counter() - begun) * 1000)
    return {
        "import": (loaded - start) * 1000, "first": (first - loaded) * 1000, "warm": statistics.median(warm), "kB": len(data) / 1024,
        "pages": data.count(b"/Type /Page\n") or data.count(b"/Type /Page "), "MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def main(names: list[str]) -> None:
    print(f"{'document':<10}{'cold':>8}{'import':>8}{'first':>8}{'warm':>8}{'kB':>7}{'pages':>7}{'MB':>6}   (ms; cold = import + first draw in a new process)")
    for name in names:
        runs = [json.loads(subprocess.run([sys.executable, __file__, "--once", name], cwd=ROOT, capture_output=True, text=True, check=True,
                                          env={"PYTHONPATH": str(ROOT), "PATH": ""}).stdout) for _ in range(COLD)]
        middle = {key: statistics.median(run[key] for run in runs) for key in runs[0]}
        print(f"{name:<10}{middle['import'] + middle['first']:>8.0f}{middle['import']:>8.0f}{middle['first']:>8.0f}{middle['warm']:>8.0f}{middle['kB']:>7.0f}{middle['pages']:>7.0f}{middle['MB']:>6.0f}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--once"]:
        print(json.dumps(once(sys.argv[2])))
    else:
        main(sys.argv[1:] or ["typical", "stress", "M1", "M3", "M4"])
