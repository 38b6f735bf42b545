"""Medicine search bench: the time of one keystroke on the pack's list and on 10,000 names, beside difflib, in one run.

Not collected by pytest. Run from the repository:

    python tests/bench/bench_medicines.py [--rounds 3]

The corpus is every beginning of each row of tests/ask/misspellings.csv, and of the listed names, one keystroke each. The peer
is difflib.get_close_matches, what the standard library has for the same job, over the same folded names. Times are of the
processor, so that what else the machine does is left out. Also told: how
many of the misspellings each finds among its first three, and how often it finds something for what means nothing here.
"""

from __future__ import annotations

import argparse
import csv
import difflib
import random
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

HERE = Path(__file__).resolve()
sys.path.insert(0, str(HERE.parents[2]))

from intake.ask.medicine_table import load_medicines  # noqa: E402
from intake.ask.medicine_words import load_words  # noqa: E402
from intake.ask.medicines import Medicine, Medicines, medicines_of  # noqa: E402
from intake.ask.pack import PACKS  # noqa: E402
from intake.ask.phrases import load_phrases  # noqa: E402
from intake.ask.spelling import fold  # noqa: E402

PACK = PACKS / "botulinum"
SYLLABLES = "a e i o u ba ce di fo gu lo mi na pe ri so ta ve xo zi ril ine ol ax mab tin pram stat".split()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--rounds", type=int, default=3)
    rounds = options.parse_args().rounds
    table = load_medicines(PACK / "medicines.csv")
    words, phrases = load_words(PACK / "medicine_words.csv", table.by_code), load_phrases(PACK)
    real = tuple(table.by_code.values())
    rows = misspelt()
    typed = corpus(rows, real)
    print(f"{len(typed)} keystrokes of {len(rows)} misspellings and {len(real)} names, {rounds} rounds, ms a keystroke")
    for title, listed in ((f"pack: {len(real)} medicines", real), ("10,000 medicines", real + invented(10_000 - len(real)))):
        begun = time.perf_counter()
        medicines = medicines_of(listed, "bench", words=words, phrases=phrases)
        built = (time.perf_counter() - begun) * 1e3
        names = close_names(medicines)
        print(f"\n{title}, {len(names)} names, index built in {built:.0f} ms")
        tell("ours", lambda text: [hit.raw for hit in medicines.search(text, limit=5)], typed, rows, rounds)
        few = random.Random(1).sample(typed, 60) if len(listed) > 1_000 else typed
        tell(f"difflib ({len(few)} keystrokes)", lambda text: close(text, names), few, rows, 1)


def tell(name: str, search: Callable[[str], Sequence[str]], typed: Sequence[str], rows: Sequence[tuple[str, str]], rounds: int) -> None:
    """One line: the times, and what is found."""
    search(typed[0])
    times = []
    for _ in range(rounds):
        for text in typed:
            begun = time.thread_time_ns()
            search(text)
            times.append((time.thread_time_ns() - begun) / 1e6)
    guessed = sum(bool(search(text)) for text in junk())
    cut = statistics.quantiles(times, n=100)
    hits = sum(code in search(text)[:3] for text, code in rows)
    print(f"  {name:26} p50 {cut[49]:7.2f}   p99 {cut[98]:7.2f}   longest {max(times):7.2f}   in the first three: {hits} of {len(rows)}; something for junk: {guessed} of {len(junk())}")


def misspelt() -> list[tuple[str, str]]:
    with (HERE.parents[1] / "ask" / "misspellings.csv").open(encoding="utf-8", newline="") as file:
        return [(row["typed"], row["code"]) for row in csv.DictReader(file) if row["code"]]


def junk() -> list[str]:
    """What means nothing here: the rows without a code, and other medicines that look like listed ones."""
    with (HERE.parents[1] / "ask" / "misspellings.csv").open(encoding="utf-8", newline="") as file:
        nothing = [row["typed"] for row in csv.DictReader(file) if not row["code"]]
    return [*nothing, *"clonidine hydralazine penicillin prednisolone clozapine fluoxetine hydrocodone vancomycin".split()]


def corpus(rows: Sequence[tuple[str, str]], real: Sequence[Medicine]) -> list[str]:
    """Every beginning of every misspelling and name."""
    whole = [typed for typed, _ in rows] + [medicine.generic for medicine in real]
    return [text[:end] for text in whole for end in range(1, len(text) + 1)]


def invented(count: int) -> tuple[Medicine, ...]:
    """Made-up medicines, each with a brand."""
    draw = random.Random(7)
    names = ("".join(draw.choices(SYLLABLES, k=draw.randint(3, 6))) for _ in range(2 * count))
    return tuple(Medicine(f"made-{n}", next(names), (next(names).title(),)) for n in range(count))


def close_names(medicines: Medicines) -> dict[str, str]:
    """Folded name -> code, for the peer."""
    named = {}
    for medicine in medicines.by_code.values():
        for name in (medicine.generic, *medicine.brands_ca, *medicine.brands_us):
            named.setdefault(fold(name), medicine.code)
    for kind in ("also", "holds"):
        named |= {name: written if kind == "holds" else codes[0] for name, (written, codes) in medicines.words.named[kind].items()}
    return named


def close(text: str, names: dict[str, str]) -> list[str]:
    return [names[name] for name in difflib.get_close_matches(fold(text), names, n=5, cutoff=0.6)]


if __name__ == "__main__":
    main()
