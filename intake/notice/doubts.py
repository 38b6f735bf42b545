"""Doubts: rules that no answers raise, that break, or that rest on what nobody is asked, no option says, or no medicine is listed as."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from intake.ask.errors import Fault
from intake.ask.form import Form
from intake.ask.pack import Pack
from intake.ask.reach import can_be_answered, never_asked
from intake.hear.answers import Answers
from intake.notice.rulebook import READS, READS_AFTER_ONE, Rule, Rules, rules_files
from intake.notice.trying import Tried, try_rules

Names = Mapping[str, frozenset[str]]


def doubts(pack: Pack, rules: Rules, cases: Iterable[Answers] = ()) -> Iterator[Fault]:
    """Every finding about what the rules of a pack rest on. `where` is a rule id, "rule:LEVEL" or the function's name."""
    tried = try_rules(rules, cases)
    uncollected = nobody_answers(pack.form)
    for one in (*rules.findings, *rules.criteria):
        yield from _of_rule(one, tried, uncollected)
    for path in rules_files(pack.rules_path):
        yield from _of_file(path, pack, uncollected)


def nobody_answers(form: Form) -> frozenset[str]:
    """The linkIds of questions that are never asked, that are off, or that nobody can answer; with all that stands in such a group."""
    never = {fault.facts["where"] for fault in never_asked(form)}
    lost: set[int] = set()
    for item in form.items:
        if item.parent in lost or item.link_id in never or item.ask == "off" or (item.is_question and not can_be_answered(item)):
            lost.add(item.slot)
    return frozenset(form.items[slot].link_id for slot in lost)


def _of_rule(one: Rule, tried: Tried, uncollected: frozenset[str]) -> Iterator[Fault]:
    if one.id in tried.broken:
        yield _fault(one, "broke", "error")
        return
    for level in one.levels:
        if (one.id, level.value) not in tried.raised:
            yield _fault(one, "never", where=f"{one.id}:{level.value}", level=level.value)
    if not one.levels and (one.id, "") not in tried.raised:
        yield _fault(one, "neverLine")
    for link_id in sorted(tried.reads.get(one.id, frozenset()) & uncollected):
        yield _fault(one, "input", name=link_id)


def _of_file(path: Path, pack: Pack, uncollected: frozenset[str]) -> Iterator[Fault]:
    """Codes and medicine lists written down in a rules file that the form and the medicines do not have, and questions nobody answers."""
    tree = ast.parse(path.read_bytes())
    names = dict(_sets([tree, *(ast.parse(other.read_bytes()) for other in rules_files(pack.rules_path) if other != path)]))
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        for node in ast.walk(function):
            for link_id, codes, whole in _compared(node, names):
                item = pack.form.items[pack.form.index[link_id]] if link_id in pack.form else None
                if item is None or item.kind != "choice" or not item.options or item.medicines is not None:
                    continue
                strange = codes - {option.code for option in item.options}
                if strange and (whole or strange == codes):
                    facts = {"name": link_id, "codes": ", ".join(sorted(strange))}
                    yield _at(path, "code", node, function.name, f"{function.name}={link_id}", **facts)
            for name in _links(node):
                if name in uncollected:
                    yield _at(path, "input", node, function.name, f"{function.name}={name}", name=name)
            for name in _lists(node):
                if not pack.medicines.on(name):
                    yield _at(path, "list", node, function.name, f"{function.name}={name}", name=name)


def _sets(trees: Iterable[ast.Module]) -> Iterator[tuple[str, frozenset[str]]]:
    """The sets of codes that files give a name at their top; the first file's own names win."""
    for tree in reversed(list(trees)):
        for node in tree.body:
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and (codes := _codes(node.value, {})):
                yield node.targets[0].id, codes


def _codes(node: ast.expr, names: Names) -> frozenset[str]:
    """The texts of a literal, of a set of literals, or of a name for one; empty where that is not plain to see."""
    if isinstance(node, ast.Name):
        return names.get(node.id, frozenset())
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("frozenset", "set") and node.args:
        return _codes(node.args[0], names)
    try:
        value = ast.literal_eval(node)
    except ValueError:
        return frozenset()
    found = frozenset((value,) if isinstance(value, str) else value if isinstance(value, (set, frozenset, tuple, list)) else ())
    return found if all(isinstance(code, str) for code in found) else frozenset()


def _compared(node: ast.AST, names: Names) -> Iterator[tuple[str, frozenset[str], bool]]:
    """(linkId, codes, whether each must be an option): `v.has("x", {…})`, `v.code("x") == …`, `… in v.codes("x")`.

    A set that has a name serves several questions, and not each has all of its codes; one written in place is meant for this one.
    """
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "has" and len(node.args) == 2:
        link = node.args[0]
        if isinstance(link, ast.Constant) and isinstance(link.value, str):
            yield link.value, _codes(node.args[1], names), not isinstance(node.args[1], ast.Name)
    if isinstance(node, ast.Compare) and len(node.comparators) == 1:
        for asked, other in ((node.left, node.comparators[0]), (node.comparators[0], node.left)):
            if isinstance(asked, ast.Call) and isinstance(asked.func, ast.Attribute) and asked.func.attr in ("code", "codes") and asked.args:
                link = asked.args[0]
                if isinstance(link, ast.Constant) and isinstance(link.value, str):
                    yield link.value, _codes(other, names), not isinstance(other, ast.Name)


def _links(node: ast.AST) -> Iterator[str]:
    """The linkIds written down in a call of a View's method."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and (node.func.attr in READS or node.func.attr in READS_AFTER_ONE):
        for argument in node.args[READS_AFTER_ONE.get(node.func.attr, 0) :]:
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                yield argument.value


def _lists(node: ast.AST) -> Iterator[str]:
    """The medicine lists of `v.on("LIST", "linkId")` and `drug.on("LIST", …)`: those are written in capitals."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "on":
        for name in node.args:
            if isinstance(name, ast.Constant) and isinstance(name.value, str) and name.value[:1].isupper():
                yield name.value


def _fault(one: Rule, code: str, severity: str = "warning", *, where: str = "", **facts: str) -> Fault:
    spot = one.judge.__code__
    return Fault(spot.co_filename, one.id, spot.co_firstlineno, 1, "rule." + code, {"where": where or one.id, "rule": one.id, **facts}, severity)


def _at(path: Path, code: str, node: ast.AST, rule: str, where: str, **facts: str) -> Fault:
    place = (str(path), rule, getattr(node, "lineno", 0), getattr(node, "col_offset", 0) + 1)
    return Fault(*place, "rule." + code, {"where": where, "rule": rule, **facts}, "warning")
