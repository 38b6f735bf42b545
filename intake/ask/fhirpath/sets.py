"""Sets: the functions that filter, project, count and combine collections."""

from __future__ import annotations

from typing import Any

from intake.ask.fhirpath import operators, rules, tree
from intake.ask.fhirpath.errors import ExpressionError
from intake.ask.fhirpath.operators import EMPTY, FALSE, TRUE
from intake.ask.fhirpath.scope import Body, Run, only, truth

Items = list[Any]


def empty(run: Run, items: Items) -> Items:
    return FALSE if items else TRUE


def exists(run: Run, items: Items, test: Body | None = None) -> Items:
    return TRUE if (where(run, items, test) if test else items) else FALSE


def negated(run: Run, items: Items) -> Items:
    found = truth(items)
    return EMPTY if found is None else FALSE if found else TRUE


def where(run: Run, items: Items, test: Body) -> Items:
    return [item for item, found in zip(items, run.over(items, test)) if truth(found)]


def every(run: Run, items: Items, test: Body) -> Items:
    return TRUE if all(truth(found) for found in run.over(items, test)) else FALSE


def select(run: Run, items: Items, body: Body) -> Items:
    found = [value for values in run.over(items, body) for value in values]
    run.spend(len(found))
    return found


def repeat(run: Run, items: Items, body: Body) -> Items:
    """Project again and again, level by level; an item equal to one already there is left out (the standard says so)."""
    found: Items = []
    seen: dict[Any, Any] = {}
    level = items
    while level:
        level = [item for item in select(run, level, body) if _is_new(run, item, seen)]
        found += level
    return found


def _is_new(run: Run, item: Any, seen: dict[Any, Any]) -> bool:
    """Whether no equal item was seen. Elements are looked at as a whole only where their texts are the same."""
    if type(item) is not dict:
        key = rules.key(item)
        fresh = key not in seen
        seen[key] = True
        return fresh
    outline = (len(item), *sorted((name, value) for name, value in item.items() if type(value) is str))
    if outline not in seen:
        seen[outline] = item
        return True
    alike = seen[outline]
    if type(alike) is dict:
        run.spend(_size(alike))
        alike = seen[outline] = {rules.key(alike)}
    run.spend(_size(item))
    key = rules.key(item)
    fresh = key not in alike
    alike.add(key)
    return fresh


def aggregate(run: Run, items: Items, body: Body, start: Items | None = None) -> Items:
    this, index, total = run.this, run.index, run.total
    run.total = start or []
    run.spend(len(items) * body.weight)
    for run.index, item in enumerate(items):
        run.this = one = [item]
        run.total = body.run(run, one)
        run.spend(len(run.total) + 1)
    found = run.total
    run.this, run.index, run.total = this, index, total
    return found


def choose(run: Run, items: Items, condition: Body, then: Body, otherwise: Body | None = None) -> Items:
    """`iif`: only the branch that is taken is worked out."""
    if truth(condition.run(run, items)):
        return then.run(run, items)
    return otherwise.run(run, items) if otherwise else EMPTY


def count(run: Run, items: Items) -> Items:
    return [len(items)]


def first(run: Run, items: Items) -> Items:
    return items[:1]


def last(run: Run, items: Items) -> Items:
    return items[-1:]


def tail(run: Run, items: Items) -> Items:
    return items[1:]


def skip(run: Run, items: Items, number: int) -> Items:
    return items[max(0, number) :]


def take(run: Run, items: Items, number: int) -> Items:
    return items[: max(0, number)]


def single(run: Run, items: Items) -> Items:
    only(items)
    return items


def distinct(run: Run, items: Items) -> Items:
    _weigh(run, items)
    return operators.distinct(items)


def is_distinct(run: Run, items: Items) -> Items:
    return TRUE if len(distinct(run, items)) == len(items) else FALSE


def union(run: Run, items: Items, others: Items) -> Items:
    return distinct(run, items + others)


def combine(run: Run, items: Items, others: Items) -> Items:
    run.spend(len(items) + len(others))
    return items + others


def intersect(run: Run, items: Items, others: Items) -> Items:
    keys = _keys(run, others)
    return [item for item in distinct(run, items) if rules.key(item) in keys]


def exclude(run: Run, items: Items, others: Items) -> Items:
    keys = _keys(run, others)
    _weigh(run, items)
    return [item for item in items if rules.key(item) not in keys]


def subset_of(run: Run, items: Items, others: Items) -> Items:
    return TRUE if _keys(run, items) <= _keys(run, others) else FALSE


def superset_of(run: Run, items: Items, others: Items) -> Items:
    return subset_of(run, others, items)


def all_true(run: Run, items: Items) -> Items:
    return TRUE if all(_boolean(item) for item in items) else FALSE


def any_true(run: Run, items: Items) -> Items:
    return TRUE if any(_boolean(item) for item in items) else FALSE


def all_false(run: Run, items: Items) -> Items:
    return TRUE if not any(_boolean(item) for item in items) else FALSE


def any_false(run: Run, items: Items) -> Items:
    return TRUE if not all(_boolean(item) for item in items) else FALSE


def children(run: Run, items: Items) -> Items:
    found = tree.children(items)
    run.spend(len(found))
    return found


def descendants(run: Run, items: Items) -> Items:
    """Everything below, level by level (duplicates stay, as in other engines)."""
    found: Items = []
    level = items
    while level:
        level = children(run, level)
        found += level
    return found


def of_type(run: Run, items: Items, name: str) -> Items:
    return [item for item in items if tree.is_of(item, name)]


def is_type(run: Run, items: Items, name: str) -> Items:
    item = only(items)
    return EMPTY if item is None else TRUE if tree.is_of(item, name) else FALSE


def type_of(run: Run, items: Items) -> Items:
    return [
        {"namespace": "FHIR", "name": item.get("resourceType", "Element")} if type(item) is dict else {"namespace": "System", "name": rules.name_of(item)}
        for item in items
    ]


def has_value(run: Run, items: Items) -> Items:
    return TRUE if len(items) == 1 and type(items[0]) is not dict else FALSE


def get_value(run: Run, items: Items) -> Items:
    return items if len(items) == 1 and type(items[0]) is not dict else EMPTY


def extension(run: Run, items: Items, url: str) -> Items:
    found = [part for item in items if type(item) is dict for part in _listed(item.get("extension")) if type(part) is dict and part.get("url") == url]
    run.spend(len(found))
    return found


def same(run: Run, items: Items, *_: object) -> Items:
    """`trace`: nothing is written down, an answer could be in it."""
    return items


SCORES = tuple("http://hl7.org/fhir/StructureDefinition/" + name for name in ("ordinalValue", "itemWeight", "questionnaire-ordinalValue"))


def weight(run: Run, items: Items) -> Items:
    """The score of each coding that carries one (answers with a coding, too)."""
    found: Items = []
    for item in items:
        coding = item.get("valueCoding", item) if type(item) is dict else None
        for part in _listed(coding.get("extension")) if type(coding) is dict else ():
            if type(part) is dict and part.get("url") in SCORES:
                found += tree.member("value")([part])
                break
    return found


def _listed(value: Any) -> Items:
    return value if type(value) is list else []


def _boolean(item: Any) -> bool:
    if type(item) is not bool:
        raise ExpressionError("wrongKind", wanted="Boolean", got=rules.name_of(item))
    return item


def _keys(run: Run, items: Items) -> set[Any]:
    _weigh(run, items)
    return {rules.key(item) for item in items}


def _weigh(run: Run, items: Items) -> None:
    run.spend(sum(map(_size, items)))


def _size(item: Any) -> int:
    """How many values are in an item: what comparing it costs."""
    if type(item) is dict:
        return 1 + sum(map(_size, item.values()))
    return 1 + sum(map(_size, item)) if type(item) is list else 1
