"""Plan: what reading needs to know about a form and works out once: types, who wakes whom, and in which order."""

from __future__ import annotations

from collections import OrderedDict

from intake.ask.fhirpath import Expression
from intake.ask.form import Form
from intake.hear.validate import Types


class Plan:
    """One form, prepared for reading. Columns have one entry a slot.

    `depth`: in how many repeating groups an item stands. `gates`: the item itself and its ancestors, as far as they have
    conditions: it is there when all of them say yes. `active`: items with a condition or a calculation, in the order of
    evaluation. `late`: items that must be looked at in rounds because they stand in a circle, read the response as a
    tree, or read such an item; disjoint from `active`. `late_always`: any change may reach them. `opening`: repeating groups
    whose items stand on pages instead of the group, and the key of the page on which their rows begin. `twins`: see there.
    `reach`: how many row ids an item must share with an answer to see it; fewer than its depth when it looks through a
    variable of the form or of an outer row.
    """

    def __init__(self, form: Form) -> None:
        self.form = form
        items = self.items = form.items
        self.types = Types(items, form.medicines)
        self.rank = form.graph.rank
        self.readers: tuple[tuple[int, ...], ...] = form.graph.readers
        self.depth = tuple(len(item.repeating) for item in items)
        self.gated = tuple(bool(item.when) or item.when_expression is not None for item in items)
        self.engine_made = tuple(i.calculated is not None and (i.read_only or i.ask == "app") for i in items)
        gates: list[tuple[int, ...]] = []
        self.ends: list[int] = list(range(1, len(items) + 1))  # slot after the last descendant
        for item in items:
            above = gates[item.parent] if item.parent >= 0 else ()
            gates.append((*above, item.slot) if self.gated[item.slot] else above)
        for item in reversed(items):
            if item.parent >= 0:
                self.ends[item.parent] = max(self.ends[item.parent], self.ends[item.slot])
        self.gates = tuple(gates)
        self.opening: dict[int, str] = {}
        for page in form.pages:
            for group in (group for slot in page.slots for group in items[slot].repeating):
                self.opening.setdefault(group, page.key)
        self._woken: dict[int, tuple[int, ...]] = {}
        self._inside: dict[int, frozenset[str]] = {}
        self._names = self._names_of(form)
        self.twins = self._twins()
        self.reach = self._reach()
        late = self._late(form.graph.tree_readers)
        order = sorted((s for s, i in enumerate(items) if self.gated[s] or i.calculated is not None), key=lambda s: self.rank[s])
        self.active = tuple(slot for slot in order if slot not in late)
        self.late = tuple(slot for slot in order if slot in late)
        self.is_late = frozenset(self.late)
        self.is_active = frozenset(order)
        self.late_always = not self.is_late.isdisjoint(form.graph.tree_readers)

    def woken(self, slot: int) -> tuple[int, ...]:
        """Who reads the item or anything under it: to be looked at again when the item comes or goes."""
        found = self._woken.get(slot)
        if found is None:
            inside = range(slot, self.ends[slot])
            found = self._woken[slot] = tuple(sorted({reader for s in inside for reader in self.readers[s]}))
        return found

    def inside(self, slot: int) -> frozenset[str]:
        """The linkIds of everything under an item."""
        found = self._inside.get(slot)
        if found is None:
            found = self._inside[slot] = frozenset(self.items[s].link_id for s in range(slot + 1, self.ends[slot]))
        return found

    def shared(self, one: int, other: int) -> int:
        """How many repeating groups two items stand in together: so many row ids they share when they are in one row."""
        return _common(self.items[one].repeating, self.items[other].repeating) if self.depth[one] else 0

    def shared_inside(self, one: int, other: int) -> int:
        """The same, seen from inside `one`: the rows of a repeating group are then around it."""
        item = self.items[one]
        around = (*item.repeating, one) if item.is_group and item.repeats else item.repeating
        return _common(around, self.items[other].repeating)

    def inner_depth(self, slot: int) -> int:
        """How many row ids an item's children have: one more than the item when it is a repeating group."""
        if slot < 0:
            return 0
        item = self.items[slot]
        return self.depth[slot] + (item.is_group and item.repeats)

    def names(self, slot: int) -> dict[str, tuple[int, Expression]]:
        """The %variables that can be used on an item: name -> (slot that declares it or -1, expression). Inner names win."""
        return self._names[slot]  # the form's own stand last, at -1

    def _names_of(self, form: Form) -> list[dict[str, tuple[int, Expression]]]:
        names = [{name: (-1, expression) for name, expression in form.variables}] * (len(form.items) + 1)
        for item in form.items:
            outer = names[item.parent]
            own = {name: (item.slot, expression) for name, expression in item.variables}
            names[item.slot] = {**outer, **own} if own else outer
        return names

    def _twins(self) -> tuple[int, ...]:
        """A number for each slot: slots with one number have conditions that come out the same everywhere; -1: alone.

        In large forms a hundred questions wait for "%age > 12". Such a condition reads variables of the form only, no
        question and nothing of its place, so that one evaluation does for all of them.
        """
        numbers: dict[tuple, int] = {}
        twins = [-1] * len(self.items)
        for item in self.items:
            expression = item.when_expression
            if expression is None or expression.slots or expression.reads_tree:
                continue
            names = self.names(item.slot)
            homes = tuple(sorted((name, names[name][0]) for name in expression.uses if name in names))
            if all(self.inner_depth(home) == 0 for _name, home in homes):
                twins[item.slot] = numbers.setdefault((expression.source, homes), len(numbers))
        return tuple(twins)

    def _sees(self, slot: int, expression: Expression, known: dict[tuple[int, str], int]) -> int:
        """How many of its row ids limit what an expression on `slot` sees: a variable declared further out sees more rows."""
        names, depth = self.names(slot), self.inner_depth(slot)
        for name in expression.uses:
            if name in names:
                home, inner = names[name]
                if (home, name) not in known:
                    known[home, name] = self.inner_depth(home)  # for a variable that leads back to itself
                    known[home, name] = self._sees(home, inner, known)
                depth = min(depth, known[home, name])
        return depth

    def _reach(self) -> tuple[int, ...]:
        known: dict[tuple[int, str], int] = {}
        reach = [len(item.repeating) for item in self.items]
        for item in self.items:
            for expression in (item.when_expression, item.calculated):
                if expression is not None and item.repeating:
                    reach[item.slot] = min(reach[item.slot], self._sees(item.slot, expression, known))
        return tuple(reach)

    def _late(self, tree_readers: tuple[int, ...]) -> frozenset[int]:
        """Items to be settled in rounds: readers of the tree, readers against the order, and whoever reads those."""
        waiting = list(tree_readers)
        for slot, readers in enumerate(self.readers):
            place = max((self.rank[gate] for gate in (*self.gates[slot], slot)), default=0)
            waiting += [reader for reader in readers if self.rank[reader] <= place]
        late: set[int] = set()
        while waiting:
            slot = waiting.pop()
            if slot not in late:
                late.add(slot)
                waiting += self.woken(slot)
        return frozenset(late)


def _common(one: tuple[int, ...], other: tuple[int, ...]) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


_PLANS: OrderedDict[int, Plan] = OrderedDict()
_KEPT = 16


def plan_of(form: Form) -> Plan:
    """The plan of a form, made once; the plans of the last few forms are kept."""
    plan = _PLANS.get(id(form))
    if plan is None or plan.form is not form:
        plan = _PLANS[id(form)] = Plan(form)
        while len(_PLANS) > _KEPT:
            _PLANS.popitem(last=False)
    return plan
