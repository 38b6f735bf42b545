"""The rulebook: how a rule is written down, how a pack's rules are loaded, and every fault of them at once."""

from __future__ import annotations

import ast
import hashlib
import importlib
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType, ModuleType

from intake.ask.constants import Constant
from intake.ask.errors import Fault, PackError
from intake.ask.form import Form
from intake.ask.medicines import Medicines
from intake.ask.pack import Pack
from intake.ask.phrases import Phrases
from intake.notice.criteria import Line
from intake.notice.finding import Level
from intake.notice.rules_table import held_against
from intake.notice.scores import Instrument
from intake.notice.view import View

READS = frozenset(
    "asked given code codes number flag text said day days each drug drugs has yes at_least over at_most below rests_on quote".split()
)
"""Methods of View whose text arguments are linkIds. Of `on` and `part` the first argument is something else."""
ABOUT_OTHERS = frozenset({"rule.none", "rule.rule"})
"""Faults that say that a rule is not there."""
READS_AFTER_ONE = {"on": 1, "part": 3}


@dataclass(frozen=True, slots=True)
class Lowered:
    """The highest level a clinic lets a rule be told at, and who decided that, when. The rule is judged, and silences others, as it stands."""

    level: Level
    by: str = ""
    on: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `judge(view)` returns a Level or None (a finding), or a Line or None (a criterion, `levels` empty)."""

    id: str
    levels: tuple[Level, ...]
    says: str
    source: str
    judge: Callable[[View], Level | Line | None]
    scope: str = ""
    grade: str = ""
    suppresses: Mapping[str, tuple[Level, ...]] = field(default_factory=dict, hash=False)
    printed: bool = True


@dataclass(frozen=True, slots=True)
class Rules:
    """A pack's rules, checked: every id is unique, every linkId and constant they name exists.

    `constants`: the thresholds in force. `lowered`: rule id -> the highest level it is told at here.
    """

    form: Form
    findings: tuple[Rule, ...]
    criteria: tuple[Rule, ...]
    instruments: tuple[Instrument, ...]
    constants: Mapping[str, Constant]
    medicines: Medicines
    version: str = ""
    checked_on: str = ""
    phrases: Phrases = Phrases()
    lowered: Mapping[str, Lowered] = field(default_factory=dict)


def rule(
    id: str,
    *levels: Level,
    says: str,
    source: str,
    scope: str = "",
    grade: str = "",
    suppresses: Mapping[str, tuple[Level, ...]] | None = None,
) -> Callable[[Callable[[View], Level | None]], Rule]:
    """Makes a function a rule that raises findings. `levels`: every level it can be raised at; `says`: what the provider reads;
    `suppresses`: rules that fall silent while this one stands at one of the given levels."""

    def wrap(judge: Callable[[View], Level | None]) -> Rule:
        return Rule(id, levels, says, source, judge, scope, grade, MappingProxyType(dict(suppresses or {})))

    return wrap


def criterion(
    id: str, *, says: str, source: str, scope: str = "", grade: str = "", printed: bool = True
) -> Callable[[Callable[[View], Line | None]], Rule]:
    """Makes a function a line of the criteria table; None means that the line does not apply to this visit."""

    def wrap(judge: Callable[[View], Line | None]) -> Rule:
        return Rule(id, (), says, source, judge, scope, grade, printed=printed)

    return wrap


def load_rules(
    pack: Pack,
    *,
    constants: Mapping[str, Constant] | None = None,
    levels: Mapping[str, Level | Lowered] | None = None,
    off: frozenset[str] = frozenset(),
) -> Rules:
    """Loads `rules.py` of a pack and every `rules_*.py` beside it. PackError with every fault at once; nothing half-loaded.

    A clinic's own settings: `constants` in force instead of the pack's; `levels`, rule id -> the highest level it is told at;
    `off`, criteria that are computed but not printed.
    """
    faults: list[Fault] = []
    rules: list[tuple[Path, Rule]] = []
    instruments: list[Instrument] = []
    files = rules_files(pack.rules_path)
    for path, module in _modules(files, faults):
        for thing in vars(module).values():
            if isinstance(thing, Rule):
                if all(thing is not known for _, known in rules):
                    rules.append((path, thing))
            elif isinstance(thing, tuple):
                instruments.extend(one for one in thing if isinstance(one, Instrument) and one not in instruments)
    whole = not faults  # else a rule that is "missing" may stand in a file that could not be run
    faults.extend(fault for fault in _check(rules, pack.rules_path) if whole or fault.code not in ABOUT_OTHERS)
    for path in files:
        faults.extend(fault for fault in _names(path, {one.id for _, one in rules}, pack) if whole or fault.code not in ABOUT_OTHERS)
    for instrument in instruments:
        unknown = [link_id for link_id in (instrument.value, *instrument.of) if link_id not in pack.form]
        faults += [_fault(pack.rules_path, "link", rule=instrument.id, name=link_id) for link_id in unknown]
    if whole and pack.rules_path:
        faults.extend(held_against(pack.rules_path, {one.id: path for path, one in rules}, pack.modules))
    lowered = {name: Lowered(level) if isinstance(level, Level) else level for name, level in (levels or {}).items()}
    faults.extend(_settings({one.id: one for _, one in rules}, lowered, off, pack) if whole else ())
    if faults:
        raise PackError(faults)
    found = tuple(replace(one, printed=False) if one.id in off else one for _, one in rules)
    return Rules(
        pack.form,
        tuple(one for one in found if one.levels),
        tuple(one for one in found if not one.levels),
        tuple(instruments),
        MappingProxyType({**pack.constants, **(constants or {})}),
        pack.medicines,
        pack.version,
        pack.checked_on,
        pack.phrases,
        MappingProxyType(lowered),
    )


def _settings(rules: Mapping[str, Rule], lowered: Mapping[str, Lowered], off: frozenset[str], pack: Pack) -> Iterator[Fault]:
    """What a clinic sets for a rule that does not exist, or a level that the rule never has or that hides an alarm."""
    path = pack.rules_path or pack.path
    for name in sorted({*lowered, *off} - rules.keys()):
        yield _fault(path, "rule", rule=name, name=name)
    for name, one in lowered.items():
        known = rules[name].levels if name in rules else (one.level,)
        if one.level not in known or Level.URGENT in known:
            yield _fault(path, "lowered", rule=name, name=str(one.level))


def rules_files(path: Path | None) -> tuple[Path, ...]:
    """`rules.py` and every `rules_*.py` beside it; () where a pack has none."""
    return () if path is None else (path, *sorted(path.parent.glob(f"{path.stem}_*.py")))


def _modules(files: tuple[Path, ...], faults: list[Fault]) -> Iterator[tuple[Path, ModuleType]]:
    """Runs the rules files as modules of a package under a private name, so that `from .rules import ...` works between them.

    Whatever goes wrong in a pack's code becomes a fault that names the kind of error only: this is a boundary.
    """
    if not files:
        return
    name = "_intake_rules_" + hashlib.sha256(str(files[0]).encode()).hexdigest()[:16]
    package = ModuleType(name)
    package.__path__ = [str(files[0].parent)]
    sys.modules[name] = package
    importlib.invalidate_caches()
    try:
        for path in files:
            try:
                yield path, importlib.import_module(f"{name}.{path.stem}")
            except SyntaxError as error:
                _once(faults, _fault(path, "load", line=error.lineno or 0, column=error.offset or 0, why=error.msg))
            except (Exception, SystemExit) as error:  # noqa: BLE001 - see above; sys.exit() in a pack must not end ours with "done"
                at, line = _where(error, files) or (path, 0)
                _once(faults, _fault(at, "load", line=line, why=type(error).__name__))
    finally:
        for known in [known for known in sys.modules if known == name or known.startswith(name + ".")]:
            del sys.modules[known]


def _where(error: BaseException, files: tuple[Path, ...]) -> tuple[Path, int] | None:
    """File and line of the rules file in which an error arose, also when another file only imported that one."""
    known = {path.resolve(): path for path in files}
    found, step = None, error.__traceback__
    while step is not None:
        path = known.get(Path(step.tb_frame.f_code.co_filename).resolve())
        found = (path, step.tb_lineno) if path else found
        step = step.tb_next
    return found


def _once(faults: list[Fault], fault: Fault) -> None:
    """A file that two others import is told of once."""
    if fault not in faults:
        faults.append(fault)


def _check(rules: list[tuple[Path, Rule]], first: Path | None) -> Iterator[Fault]:
    seen: set[str] = set()
    known = {one.id for _, one in rules}
    if first is not None and not rules:
        yield _fault(first, "none")
    for path, one in rules:
        line = one.judge.__code__.co_firstlineno
        if one.id in seen:
            yield _fault(path, "twice", line=line, rule=one.id)
        seen.add(one.id)
        if not one.says or not one.source:
            yield _fault(path, "words", line=line, rule=one.id)
        if any(not isinstance(level, Level) for level in one.levels):
            yield _fault(path, "level", line=line, rule=one.id)
        for other in one.suppresses:
            if other not in known:
                yield _fault(path, "rule", line=line, rule=one.id, name=other)


def _names(path: Path, rules: set[str], pack: Pack) -> Iterator[Fault]:
    """Every linkId, constant and rule that the file names in a call of a View, checked without running anything."""
    try:
        tree = ast.parse(path.read_bytes())
    except (SyntaxError, ValueError, OSError):
        return  # already a fault of loading
    own = {name for node in tree.body for name in defines(node)}
    for function in (node for node in tree.body if isinstance(node, ast.FunctionDef)):
        for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
            for kind, node in literals(call, own):
                known = {"link": pack.form.index, "constant": pack.constants, "rule": rules}[kind]
                if node.value not in known:
                    yield _fault(path, kind, line=node.lineno, column=node.col_offset + 1, rule=function.name, name=node.value)


def defines(node: ast.stmt) -> list[str]:
    """The functions a file defines or imports: what they are given after a view or rows are linkIds."""
    if isinstance(node, ast.FunctionDef):
        return [node.name]
    return [alias.asname or alias.name for alias in node.names] if isinstance(node, ast.ImportFrom) else []


def literals(call: ast.Call, own: set[str]) -> Iterator[tuple[str, ast.Constant]]:
    """(link | constant | rule, its name as written) in one call; `own`: functions of the file, as `defines` tells them."""
    texts = [(place, node) for place, node in enumerate(call.args) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    if isinstance(call.func, ast.Attribute):
        name = call.func.attr
        if name == "limit":
            yield from (("constant", node) for _, node in texts)
        elif name in ("level", "status"):
            yield from (("rule", node) for _, node in texts)
        elif name in READS or name in READS_AFTER_ONE:
            yield from (("link", node) for place, node in texts if place >= READS_AFTER_ONE.get(name, 0))
    elif isinstance(call.func, ast.Name) and call.func.id in own:
        yield from (("link", node) for place, node in texts if place and texts[0][0])


def _fault(path: Path, code: str, *, line: int = 0, column: int = 0, **facts: str) -> Fault:
    return Fault(str(path), facts.get("rule", ""), line, column, "rule." + code, facts)
