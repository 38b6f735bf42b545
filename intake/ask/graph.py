"""Graph: which items must be looked at again when another one changes, and in which order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Graph:
    """Dependencies between the slots of a form. Built at compile, used by `hear.reading`.

    `dependents[s]`: slots to look at again when the value or the enabledness of slot `s` changes: its children, and all
    whose enableWhen, enableWhenExpression, calculatedExpression, constraints or used %variables read `s`. Direct ones
    only (follow them while something really changes), in document order, without `s` itself.
    `readers[s]`: whose condition or calculation reads `s`, `s` itself where it reads itself; without children (`hear` asks
    the parents itself when it needs to know whether a question is there, so that closing a group of 500 questions costs
    its readers, not its children) and without constraints (`hear` works those out when somebody asks for problems).
    `rank[s]`: the place of `s` in the order of evaluation; whatever `s` reads, and its parent, has a lower rank
    (except on the edges of a circle, which follow document order). Constraints do not influence the order.
    `tree_readers`: slots whose condition or calculation reads the response as a tree: look at them after any change.
    `cycles`: each circle found, as slots in the order in which one reads the next.
    initialExpression is not part of the graph: it speaks once, when the visit starts.
    """

    dependents: tuple[tuple[int, ...], ...]
    rank: tuple[int, ...]
    readers: tuple[tuple[int, ...], ...] = ()
    tree_readers: tuple[int, ...] = ()
    cycles: tuple[tuple[int, ...], ...] = ()


def build(
    parents: Sequence[int],
    reads: Sequence[Iterable[int]],
    looks: Sequence[Iterable[int]],
    tree_readers: Iterable[int] = (),
) -> Graph:
    """The graph of a form from three columns with one entry a slot.

    `parents[s]` is the parent's slot or -1; `reads[s]` are the slots that decide value or enabledness of `s`;
    `looks[s]` those that only its constraints read.
    """
    size = len(parents)
    needs = [sorted({*reads[slot], *([parents[slot]] if parents[slot] >= 0 else [])}) for slot in range(size)]
    order, cycles = _order(needs)
    rank = [0] * size
    for place, slot in enumerate(order):
        rank[slot] = place
    dependents: list[list[int]] = [[] for _ in range(size)]
    readers: list[list[int]] = [[] for _ in range(size)]
    for slot in range(size):
        looked = looks[slot]
        for source in set(reads[slot]):
            readers[source].append(slot)
        for source in {*needs[slot], *looked} if looked else needs[slot]:
            if source != slot:
                dependents[source].append(slot)
    return Graph(tuple(map(tuple, dependents)), tuple(rank), tuple(map(tuple, readers)), tuple(sorted(set(tree_readers))), tuple(cycles))


def _order(needs: Sequence[Sequence[int]]) -> tuple[list[int], list[tuple[int, ...]]]:
    """Depth-first order over `needs`, and the circles met on the way. Linear, without recursion, always the same."""
    fresh, open_, done = 0, 1, 2
    state = [fresh] * len(needs)
    order: list[int] = []
    cycles: list[tuple[int, ...]] = []
    for start in range(len(needs)):
        if state[start] != fresh:
            continue
        path = [start]
        ways = [iter(needs[start])]
        state[start] = open_
        while path:
            for source in ways[-1]:
                if state[source] == fresh:
                    state[source] = open_
                    path.append(source)
                    ways.append(iter(needs[source]))
                    break
                if state[source] == open_ and len(cycles) < 100:
                    cycles.append(tuple(path[path.index(source) :]))
            else:
                slot = path.pop()
                ways.pop()
                state[slot] = done
                order.append(slot)
    return order, cycles
