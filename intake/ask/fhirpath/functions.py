"""Functions: the one table of what can be called, with what, and what does it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from intake.ask.fhirpath import conversions, sets, sums, texts

EACH = "each"  # run for every item, which is $this
LAZY = "lazy"  # run at most once, on the whole input
LIST = "list"  # a collection, worked out where the call stands
TEXT = "text"  # one text; an empty one makes the result empty
WHOLE = "whole"  # one integer; likewise
MAYBE = "maybe"  # one integer, or empty
NUMBER = "number"  # one number; likewise
TYPE = "type"  # the name of a type
PATTERN = "pattern"  # one text that is a regular expression


class Function(NamedTuple):
    """One row: what does it, its parameters, how many must be given (all, unless `least` says less).

    `free` functions do not look at what stands before them.
    """

    run: Callable[..., list[Any]]
    takes: tuple[str, ...] = ()
    least: int | None = None
    free: bool = False

    @property
    def fewest(self) -> int:
        return len(self.takes) if self.least is None else self.least


FUNCTIONS: dict[str, Function] = {
    # is there something, and is it so
    "empty": Function(sets.empty),
    "exists": Function(sets.exists, (EACH,), 0),
    "not": Function(sets.negated),
    "all": Function(sets.every, (EACH,)),
    "allTrue": Function(sets.all_true),
    "anyTrue": Function(sets.any_true),
    "allFalse": Function(sets.all_false),
    "anyFalse": Function(sets.any_false),
    "hasValue": Function(sets.has_value),
    "isDistinct": Function(sets.is_distinct),
    "subsetOf": Function(sets.subset_of, (LIST,)),
    "supersetOf": Function(sets.superset_of, (LIST,)),
    # choose and project
    "where": Function(sets.where, (EACH,)),
    "select": Function(sets.select, (EACH,)),
    "repeat": Function(sets.repeat, (EACH,)),
    "iif": Function(sets.choose, (LAZY, LAZY, LAZY), 2, free=True),
    "first": Function(sets.first),
    "last": Function(sets.last),
    "tail": Function(sets.tail),
    "skip": Function(sets.skip, (WHOLE,)),
    "take": Function(sets.take, (WHOLE,)),
    "single": Function(sets.single),
    "distinct": Function(sets.distinct),
    "trace": Function(sets.same, (TEXT, LAZY), 1),
    # walk
    "children": Function(sets.children),
    "descendants": Function(sets.descendants),
    "extension": Function(sets.extension, (TEXT,)),
    "getValue": Function(sets.get_value),
    "weight": Function(sets.weight),
    "ordinal": Function(sets.weight),
    # types
    "ofType": Function(sets.of_type, (TYPE,)),
    "as": Function(sets.of_type, (TYPE,)),
    "is": Function(sets.is_type, (TYPE,)),
    "type": Function(sets.type_of),
    # put together
    "union": Function(sets.union, (LIST,)),
    "combine": Function(sets.combine, (LIST,)),
    "intersect": Function(sets.intersect, (LIST,)),
    "exclude": Function(sets.exclude, (LIST,)),
    # count and add up
    "count": Function(sets.count),
    "sum": Function(sums.total),
    "avg": Function(sums.average),
    "min": Function(sums.smallest),
    "max": Function(sums.largest),
    "aggregate": Function(sets.aggregate, (EACH, LIST), 1),
    # text
    "indexOf": Function(texts.index_of, (TEXT,)),
    "substring": Function(texts.substring, (WHOLE, MAYBE), 1),
    "startsWith": Function(texts.starts_with, (TEXT,)),
    "endsWith": Function(texts.ends_with, (TEXT,)),
    "contains": Function(texts.contains, (TEXT,)),
    "upper": Function(texts.upper),
    "lower": Function(texts.lower),
    "trim": Function(texts.trim),
    "length": Function(texts.length),
    "toChars": Function(texts.to_chars),
    "split": Function(texts.split, (TEXT,)),
    "join": Function(texts.join, (TEXT,), 0),
    "replace": Function(texts.replace, (TEXT, TEXT)),
    "matches": Function(texts.matches, (PATTERN,)),
    "matchesFull": Function(texts.matches_full, (PATTERN,)),
    "replaceMatches": Function(texts.replace_matches, (PATTERN, TEXT)),
    # numbers
    "abs": Function(sums.absolute),
    "ceiling": Function(sums.ceiling),
    "floor": Function(sums.floor),
    "truncate": Function(sums.truncate),
    "round": Function(sums.rounded, (WHOLE,), 0),
    "sqrt": Function(sums.square_root),
    "ln": Function(sums.natural_log),
    "log": Function(sums.logarithm, (NUMBER,)),
    "exp": Function(sums.exponential),
    "power": Function(sums.power, (NUMBER,)),
    # from one type to another
    "toBoolean": Function(conversions.to_boolean),
    "toInteger": Function(conversions.to_integer),
    "toDecimal": Function(conversions.to_decimal),
    "toString": Function(conversions.to_string),
    "toDate": Function(conversions.to_date),
    "toDateTime": Function(conversions.to_date_time),
    "toTime": Function(conversions.to_time),
    "toQuantity": Function(conversions.to_quantity, (TEXT,), 0),
    "convertsToBoolean": Function(conversions.converts(conversions.to_boolean)),
    "convertsToInteger": Function(conversions.converts(conversions.to_integer)),
    "convertsToDecimal": Function(conversions.converts(conversions.to_decimal)),
    "convertsToString": Function(conversions.converts(conversions.to_string)),
    "convertsToDate": Function(conversions.converts(conversions.to_date)),
    "convertsToDateTime": Function(conversions.converts(conversions.to_date_time)),
    "convertsToTime": Function(conversions.converts(conversions.to_time)),
    "convertsToQuantity": Function(conversions.converts(conversions.to_quantity), (TEXT,), 0),
    # dates
    "today": Function(conversions.today, free=True),
    "now": Function(conversions.now, free=True),
    "timeOfDay": Function(conversions.time_of_day, free=True),
    # ours, documented in forms/botulinum: the rest of the world sees an unknown function
    "age": Function(conversions.age),
    "daysSince": Function(conversions.days_since),
}

NOT_SUPPORTED = frozenset(
    "memberOf resolve translate expand validateVS validateCS lookup subsumes subsumedBy conformsTo htmlChecks elementDefinition slice"
    " checkModifiers defineVariable lowBoundary highBoundary precision comparable encode decode escape unescape sort repeatAll coalesce".split()
)
"""Real functions that need a server, or that no form in the corpus needs: the linter degrades what calls them."""
