"""The mutation run: each small wrong in the rules must be noticed by a pair, a case or an edge, or be explained.

Not collected by pytest (tests/packs/test_mutants.py runs a sample). Run from the repository:

    python tests/bench/mutate_rules.py [--only TEXT] [--list] [--share 0/2] [--again OUTPUT]

Each mutant (tests/packs/boundary/mutants.py) is put into the loaded rules, and the pairs of the thresholds, the example cases and the
edges are assessed until one of them comes out otherwise. What survives and is not in tests/packs/boundary/survivors.toml is printed.
"""

from __future__ import annotations

import argparse
import sys
import time
import types
from pathlib import Path

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parents[2])]
tests = types.ModuleType("tests")  # ours, not one that some package has left among the installed ones
tests.__path__ = [str(HERE.parents[1])]
sys.modules["tests"] = tests

from tests.packs.boundary.hunt import Hunt, explained  # noqa: E402
from tests.packs.boundary.mutants import mutants  # noqa: E402


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", default="")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--share", default="0/1")
    parser.add_argument("--again", type=Path, help="the output of an earlier run: only what survived it")
    chosen = parser.parse_args()
    part, parts = map(int, chosen.share.split("/"))
    survived = {line.partition(" | ")[0] for line in chosen.again.read_text("utf-8").splitlines()} if chosen.again else None
    every = [one for one in mutants() if chosen.only in one.id and (survived is None or one.id in survived)][part::parts]
    if chosen.list:
        for one in every:
            print(one.id, "|", one.was, "->", one.now)
        return 0
    known, hunt, begun = explained(), Hunt(), time.monotonic()
    survivors = [one for one in every if hunt.killer(one) is None]
    new = [one for one in survivors if one.id not in known]
    for one in new:
        print(one.id, "|", one.was, "->", one.now, flush=True)
    stale = sorted(set(known) - {one.id for one in survivors}) if not chosen.only and parts == 1 and survived is None else []
    for name in stale:
        print("explained, but it does not survive:", name)
    print(f"{len(every)} mutants, {len(every) - len(survivors)} killed, {len(survivors) - len(new)} explained, {len(new)} not explained; "
          f"{time.monotonic() - begun:.0f} s")  # fmt: skip
    return 1 if new or stale else 0


if __name__ == "__main__":
    sys.exit(main())
