"""A pack's rules are checked when they are loaded: every fault at once, each with file, line and remedy."""

import dataclasses
import sys

import pytest

from intake.ask.errors import PackError
from intake.notice.screening import load_rules
from tests.notice.kit import the_pack, the_rules

HEAD = """
from intake.notice.finding import Level
from intake.notice.criteria import met
from intake.notice.notation import tick_list
from intake.notice.screening import Instrument, criterion, rule
"""
GOOD = '@rule("X-1", Level.NOTE, says="Something", source="design choice")\ndef x(v):\n    return Level.NOTE if v.yes("safety-faint") else None\n'


def pack_with(folder, *parts, **others):
    (folder / "rules.py").write_text(HEAD + "\n".join(parts), "utf-8")
    for name, text in others.items():
        (folder / f"rules_{name}.py").write_text(HEAD + text, "utf-8")
    return dataclasses.replace(the_pack(), rules_path=folder / "rules.py")


def faults(pack):
    with pytest.raises(PackError) as error:
        load_rules(pack)
    assert all(fault.sentence() for fault in error.value.faults)
    return error.value.faults


def test_a_good_file_loads_and_leaves_nothing_behind(tmp_path):
    before = set(sys.modules)
    rules = load_rules(pack_with(tmp_path, GOOD))
    assert [rule.id for rule in rules.findings] == ["X-1"]
    assert not [name for name in set(sys.modules) - before if "rules" in name]


def test_files_beside_it_belong_to_it_and_may_import_from_it(tmp_path):
    other = 'from .rules import helped\n@criterion("X-2", says="Line", source="s")\ndef y(v):\n    return helped(v)\n'
    rules = load_rules(pack_with(tmp_path, GOOD, "def helped(v):\n    return met()\n", more=other))
    assert [rule.id for rule in rules.criteria] == ["X-2"]
    assert len(rules.findings) == 1


def test_a_pack_without_rules_has_none():
    rules = load_rules(dataclasses.replace(the_pack(), rules_path=None))
    assert rules.findings == rules.criteria == ()


@pytest.mark.parametrize(
    ("code", "part"),
    [
        ("rule.twice", GOOD + GOOD.replace("def x", "def y")),
        ("rule.words", '@rule("X-2", Level.NOTE, says="", source="s")\ndef y(v):\n    return None\n'),
        ("rule.words", '@rule("X-2", Level.NOTE, says="Something", source="")\ndef y(v):\n    return None\n'),
        ("rule.level", '@rule("X-2", "SEVERE", says="Something", source="s")\ndef y(v):\n    return None\n'),
        ("rule.rule", '@rule("X-2", Level.NOTE, says="S", source="s", suppresses={"X-9": (Level.NOTE,)})\ndef y(v):\n    return None\n'),
        ("rule.rule", '@rule("X-2", Level.NOTE, says="S", source="s")\ndef y(v):\n    return v.level("X-9")\n'),
        ("rule.link", '@rule("X-2", Level.NOTE, says="S", source="s")\ndef y(v):\n    return Level.NOTE if v.has("safety-fain", {"yes"}) else None\n'),
        ("rule.link", '@rule("X-2", Level.NOTE, says="S", source="s")\ndef y(v):\n    return tick_list(v, "urgent-now", "urgent-now-later")\n'),
        ("rule.link", 'S = (Instrument("AGE", "Age", "identity-age", ("identity-birthday",)),)\n' + GOOD),
        ("rule.constant", '@rule("X-2", Level.NOTE, says="S", source="s")\ndef y(v):\n    return v.limit("NO_SUCH_DAYS")\n'),
        ("rule.load", "def broken(:\n"),
        ("rule.load", "import no_such_module_anywhere\n"),
        ("rule.load", "raise SystemError('patient word')\n"),
        ("rule.load", "import sys\nsys.exit(0)\n"),
        ("rule.none", "x = 1\n"),
    ],
)
def test_a_fault_is_found(tmp_path, code, part):
    found = faults(pack_with(tmp_path, part))
    assert code in [fault.code for fault in found]
    assert all("patient word" not in str(fault) for fault in found)
    assert all(fault.file.endswith("rules.py") for fault in found)


def test_all_faults_come_at_once_with_their_lines(tmp_path):
    bad = '@rule("X-2", Level.NOTE, says="", source="s")\ndef y(v):\n    v.limit("NO_SUCH")\n    return v.code("no-such-question")\n'
    found = faults(pack_with(tmp_path, GOOD, bad, more="def broken(:\n"))
    assert [fault.code for fault in found] == ["rule.words", "rule.constant", "rule.link", "rule.load"]
    assert all(fault.line for fault in found)


def test_a_file_that_cannot_be_run_is_told_once_where_it_stopped(tmp_path):
    """Also when another file imports it; and nothing is said of rules that are only missing because of it."""
    more = 'from .rules import x\n@rule("X-2", Level.NOTE, says="S", source="s")\ndef y(v):\n    return v.level("X-1")\n'
    (fault,) = faults(pack_with(tmp_path, GOOD, "raise ValueError('patient word')\n", more=more))
    assert fault.code == "rule.load" and fault.file.endswith("rules.py")
    assert (tmp_path / "rules.py").read_text("utf-8").splitlines()[fault.line - 1].startswith("raise")


def test_every_linkid_of_our_rules_is_seen_by_the_check(tmp_path):
    """The check reads the source: a question that the form lost must be noticed without running a rule."""
    source = "".join(path.read_text("utf-8") for path in the_pack().rules_path.parent.glob("rules*.py"))
    codes = {option.code for item in the_pack().form.items for option in item.options}
    quoted = [link for link in the_pack().form.index if f'"{link}"' in source and link not in codes]
    assert len(quoted) > 150
    nothing = dataclasses.replace(the_pack().form, index={})
    missed = {fault.facts.get("name") for fault in faults(dataclasses.replace(the_pack(), form=nothing)) if fault.code == "rule.link"}
    assert set(quoted) - missed == set()


TABLE = "id,module,level\nX-1,safety,NOTE\nX-7,neck,NOTE\nX-8,criteria,EVID\nX-9,elsewhere,NOTE\n"


def test_a_row_of_the_table_without_its_rule_is_refused_and_a_rule_without_its_row(tmp_path):
    pack = pack_with(tmp_path, GOOD, GOOD.replace("X-1", "X-2").replace("def x", "def y"))
    (tmp_path / "rules.csv").write_text(TABLE, "utf-8")
    assert [(f.code, f.facts["rule"], f.line) for f in faults(pack)] == [
        ("rule.missing", "X-7", 3), ("rule.missing", "X-8", 4), ("rule.unlisted", "X-2", 0)]  # fmt: skip
    assert "X-9" in {f.facts["rule"] for f in faults(dataclasses.replace(pack, modules=()))}


def test_a_table_that_cannot_be_read_is_a_fault(tmp_path):
    pack = pack_with(tmp_path, GOOD)
    (tmp_path / "rules.csv").write_text('id,module\nX-1,"safety\n', "utf-8")
    assert [fault.code for fault in faults(pack)] == ["csv"]


def test_a_lost_rules_file_is_refused(tmp_path):
    for path in the_pack().path.glob("rules*"):
        if path.name != "rules_knee.py":
            (tmp_path / path.name).write_bytes(path.read_bytes())
    found = faults(dataclasses.replace(the_pack(), rules_path=tmp_path / "rules.py"))
    assert {fault.code for fault in found} == {"rule.missing"}
    assert {fault.facts["rule"][:2] for fault in found} == {"RF", "RK", "LP"}


def test_our_own_rules_are_whole():
    rules = the_rules()
    assert len(rules.findings) == 102 and len(rules.criteria) == 14 and len(rules.instruments) == 6
