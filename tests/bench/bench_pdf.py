"""PDF bench: the real document beside WeasyPrint, typst and fpdf2 with the same words, in one run; or a thousand records at once.

Not collected by pytest. Run from the repository:

    python tests/bench/bench_pdf.py [--cases M3 stress] [--rounds 10] [--cold 5] [--no-peers]
    python tests/bench/bench_pdf.py --batch 1000 [--jobs 2]

Cold: from the start of a new process to the finished bytes, the median of --cold processes, the engines in turn so that a busy
moment of the machine hits all of them. Warm: the median of --rounds more documents in one process; cpu: what the processors worked
for one of them, all cores together, which a busy machine changes less. Memory: the most one process held. Ours reads a record,
summarises it and draws the real pages: tagged, PDF/A-3a and PDF/UA-1, the answers attached. The others print the same words as
headings and tables in the same fonts: WeasyPrint as PDF/UA-1, typst as PDF/A-3a and PDF/UA-1, fpdf2 untagged. They are installed
into a folder that is thrown away afterwards (--peers FOLDER keeps one), never into our lock. Nothing else is written. Figures of
one run may be compared with each other, not with another machine's.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

import pdf_papers
from pdf_probe import peak

HERE = Path(__file__).resolve()
ROOT = HERE.parents[2]
PEERS = {"WeasyPrint": "weasyprint==70.0", "typst": "typst==0.15.0", "fpdf2": "fpdf2==2.8.9"}
SHAPING = "uharfbuzz==0.57.0"
LIBRARIES = "WeasyPrint needs Pango: apt-get install --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
WARM_MS, COLD_MS, SHARE, MB, BATCH_S = 100, 600, 0.5, 120, 90
"""Targets: milliseconds, at most this share of WeasyPrint's, memory, and seconds for a thousand records."""

Figures = dict[str, Any]


# --- one document, each engine in processes of its own


def compare(cases: Sequence[str], rounds: int, cold: int, peers: Path | None, folder: Path) -> None:
    """Make the inputs, run every engine and print the table."""
    pythons = {"intake": sys.executable} | ({name: str(peers / "bin" / "python") for name in PEERS} if peers else {})
    print(f"{'document':<10}{'engine':<12}{'cold':>7}{'import':>8}{'first':>8}{'warm':>8}{'cpu':>7}{'MB':>6}{'kB':>6}{'pages':>7}{'words':>7}   (ms; medians)")
    for case in cases:
        pdf_papers.write(case, folder / case)
        found = {engine: run for engine, run in _runs(pythons, folder / case, rounds, cold, folder / "compiled").items() if run}
        for engine, told in found.items():
            pages, words = _read(folder / case / f"{engine}.pdf")
            size = (folder / case / f"{engine}.pdf").stat().st_size / 1024
            print(f"{case:<10}{engine:<12}{told['cold']:>7.0f}{told['import']:>8.0f}{told['first']:>8.0f}{told['warm']:>8.0f}{told['cpu']:>7.0f}{told['MB']:>6.0f}{size:>6.0f}{pages:>7}{words:>7}")
        _judge(found)


def _runs(pythons: dict[str, str], folder: Path, rounds: int, cold: int, compiled: Path) -> dict[str, Figures]:
    """What each engine needs: one process that is not counted (it compiles the modules), the cold ones in turn, then the warm one."""
    broken = {engine for engine, python in pythons.items() if not _probe(engine, python, folder, 0, compiled)}
    going = {engine: python for engine, python in pythons.items() if engine not in broken}
    runs: dict[str, list[Figures]] = {engine: [] for engine in going}
    for _ in range(cold):
        for engine, python in going.items():
            runs[engine].append(_probe(engine, python, folder, 0, compiled))
    found = {}
    for engine, python in going.items():
        long = _probe(engine, python, folder, rounds, compiled)
        found[engine] = {key: median(run[key] for run in runs[engine]) for key in ("cold", "import", "first")}
        found[engine] |= {key: median(long[key]) for key in ("warm", "cpu")} | {"MB": max(run["MB"] for run in (*runs[engine], long))}
    return found


def _probe(engine: str, python: str, folder: Path, rounds: int, compiled: Path) -> Figures:
    """One process. Empty when the engine does not work here; why stands on stderr."""
    env = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    env |= {"PYTHONPYCACHEPREFIX": str(compiled), "PYTHONPATH": str(ROOT) if engine == "intake" else ""}
    began = time.monotonic()
    done = subprocess.run([python, str(HERE.parent / "pdf_probe.py"), engine, str(folder), str(rounds)], capture_output=True, text=True, env=env)
    if done.returncode:
        why = LIBRARIES if engine == "WeasyPrint" and "cannot load library" in done.stderr else (done.stderr.strip().splitlines() or ["?"])[-1]
        print(f"{engine} does not work here: {why}", file=sys.stderr)
        return {}
    told = json.loads(done.stdout.splitlines()[-1])
    return told | {"cold": (told["at"] - began) * 1000}


def _read(file: Path) -> tuple[int, int]:
    """Pages, and words as another reader finds them: so that it can be seen that all did the same work."""
    from pypdf import PdfReader

    pages = PdfReader(file).pages
    return len(pages), sum(len(page.extract_text().split()) for page in pages)


def _judge(found: dict[str, Figures]) -> None:
    """Each target, and whether this run met it."""
    if "intake" not in found:
        return
    ours, other = found["intake"], found.get("WeasyPrint")
    aims = [("warm", ours["warm"], WARM_MS, "ms"), ("cold", ours["cold"], COLD_MS, "ms"), ("memory", ours["MB"], MB, "MB")]
    if other:
        aims += [(f"{key}, share of WeasyPrint's", ours[key] / other[key], SHARE, "") for key in ("warm", "cold")]
    for name, value, aim, unit in aims:
        print(f"    {name}: {value:.{0 if unit else 2}f} {unit} of {aim} {unit}: {'met' if value <= aim else 'MISSED'}")


def install(folder: Path) -> Path:
    """An environment with the other engines. They come from the package index, in the versions named above."""
    if not (folder / "bin" / "python").exists():
        print(f"installing {', '.join(PEERS.values())} into {folder}", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        subprocess.run([str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PEERS.values(), SHAPING], check=True)
    return folder


# --- many records at once

_plain: list[str] = []


def _begin(plain: list[str]) -> None:
    _plain[:] = plain


def _one(number: int) -> tuple[int, int, float, float, float]:
    """In a worker: another person's record, read, summarised and drawn. (process, bytes, milliseconds, of the processor, peak MB)"""
    from intake.ask.clinic import Clinic
    from intake.save.record import Record
    from intake.tell.pdf import draw
    from intake.tell.summary import summarise

    begun, used = time.perf_counter(), time.process_time()
    record = Record.model_validate(pdf_papers.varied(json.loads(_plain[number % len(_plain)]), number))
    data = draw(summarise(record), record, clinic=Clinic(), released=pdf_papers.RELEASED)
    return os.getpid(), len(data), (time.perf_counter() - begun) * 1000, (time.process_time() - used) * 1000, peak()


def batch(count: int, jobs: int) -> None:
    """`count` different records, the fifteen examples with other people in them, on `jobs` processes; their start is in the time."""
    cases = sorted(file.stem for file in pdf_papers.EXAMPLES.glob("*.json"))
    plain = [json.dumps(record.plain()) for record in pdf_papers.records(cases).values()]
    begun = time.perf_counter()
    with multiprocessing.get_context("spawn").Pool(jobs, _begin, (plain,)) as pool:
        done = list(pool.imap_unordered(_one, range(count), chunksize=5))
    seconds = time.perf_counter() - begun
    memory = {process: max(mb for owner, *_, mb in done if owner == process) for process in {owner for owner, *_ in done}}
    times = sorted(ms for _, _, ms, _, _ in done)
    print(f"{count} records, {jobs} processes: {seconds:.1f} s, {count / seconds:.1f} PDFs/s, {sum(size for _, size, *_ in done) / 1e6:.1f} MB of PDF")
    cpu = median(used for *_, used, _ in done)
    print(f"    one record: median {median(times):.0f} ms ({cpu:.0f} ms of the processor), 99 % within {times[int(len(times) * 0.99) - 1]:.0f} ms; memory by process: {', '.join(f'{mb:.0f} MB' for mb in memory.values())}")
    aim = BATCH_S * count / 1000
    print(f"    time: {seconds:.1f} s of {aim:.0f} s: {'met' if seconds <= aim else 'MISSED'}")
    print(f"    memory: {max(memory.values()):.0f} MB of {MB} MB: {'met' if max(memory.values()) <= MB else 'MISSED'}")


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", nargs="+", default=["M3", "stress"], metavar="CASE", help="examples (M3), or people of the paper tests (typical, stress, urgent, empty)")
    parser.add_argument("--rounds", type=int, default=10, help="warm documents (10)")
    parser.add_argument("--cold", type=int, default=5, help="processes (5)")
    parser.add_argument("--no-peers", action="store_true", help="ours only; nothing is installed")
    parser.add_argument("--peers", type=Path, metavar="FOLDER", help="where the others are installed and stay")
    parser.add_argument("--batch", type=int, metavar="N", help="instead: N records on all cores")
    parser.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1, help="processes of --batch (all cores)")
    chosen = parser.parse_args(argv)
    if chosen.batch:
        return batch(chosen.batch, chosen.jobs)
    with tempfile.TemporaryDirectory() as folder:
        peers = None if chosen.no_peers else install(chosen.peers or Path(folder) / "peers")
        compare(chosen.cases, chosen.rounds, chosen.cold, peers, Path(folder))
    return None


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
