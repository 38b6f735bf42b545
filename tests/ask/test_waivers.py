"""Waivers: what is let stand, where, in which language; and a waiver that nothing needs any more."""

from __future__ import annotations

import pytest

from intake.ask.errors import Fault, PackError
from intake.ask.waivers import load_waivers, sift

ONE = """[[waiver]]
code = "jargon"
where = {where}
{more}
reason = "The name of a disease, as the doctor said it."
owner = "neurologist"
on = "2026-11-20"
"""


def fault(where="a", code="jargon", language="en", severity="warning"):
    return Fault("f.json", "/item/0", 3, 1, code, {"where": where, "language": language}, severity)


def book(tmp_path, where='"a"', more=""):
    path = tmp_path / "waivers.toml"
    path.write_text(ONE.format(where=where, more=more))
    return load_waivers(path)


@pytest.mark.parametrize(
    ("one", "where", "more", "waived"),
    [
        (fault(), '"a"', "", True),
        (fault("b"), '["a", "b"]', "", True),
        (fault("b"), '"a"', "", False),
        (fault(code="noExit"), '"a"', "", False),
        (fault(language="fr-CA"), '"a"', "", True),
        (fault(language="fr-CA"), '"a"', 'language = "fr"', True),
        (fault(language="es"), '"a"', 'language = "fr"', False),
        (fault(severity="error"), '"a"', "", False),
    ],
)
def test_a_waiver_holds_for_its_finding_only(tmp_path, one, where, more, waived):
    standing, let_stand = sift([one], book(tmp_path, where, more), "waivers.toml")
    assert (one in standing, [found.fault for found in let_stand] == [one]) == (not waived, waived)
    if waived:
        assert let_stand[0].waiver.owner == "neurologist"


def test_a_waiver_that_nothing_needs_is_a_finding_unless_nothing_was_measured(tmp_path):
    waivers = book(tmp_path, '["a", "b"]')
    standing, _ = sift([fault("a")], waivers, "waivers.toml")
    assert [(one.code, one.facts["where"]) for one in standing] == [("unusedWaiver", "b")] and standing[0].sentence()
    assert sift([], waivers, "waivers.toml", unmeasured=frozenset({"jargon"})) == ([], [])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('reason = "The name of a disease, as the doctor said it."', 'reason = "because"'),
        ('owner = "neurologist"\n', ""),
        ('on = "2026-11-20"', 'on = "soon"'),
        ('code = "jargon"', 'code = "jargon"\nexcuse = "x"'),
        ('where = "a"', "where = []"),
    ],
)
def test_a_waiver_names_its_reason_owner_and_day(tmp_path, old, new):
    path = tmp_path / "waivers.toml"
    path.write_text(ONE.format(where='"a"', more="").replace(old, new))
    with pytest.raises(PackError) as caught:
        load_waivers(path)
    assert all(one.line and one.sentence() for one in caught.value.faults)


def test_no_file_is_no_waiver(tmp_path):
    assert load_waivers(tmp_path / "waivers.toml") == ()
