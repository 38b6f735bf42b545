"""`intake catalogue`: what it cannot do it says in one line, and writes nothing."""

from __future__ import annotations

import pytest

from ui import command
from ui.commands import catalogue


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (["--lang", "tlh"], "no wording in “tlh”. Known: es, fr-CA."),
        (["no-such-pack"], "no-such-pack"),
    ],
)
def test_what_it_cannot_do_it_says(tmp_path, capsys, argv, told):
    assert command.run(["catalogue", "-o", str(tmp_path / "out.html"), *argv]) == 2
    assert told in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_it_writes_the_whole_file_and_says_so(tmp_path, capsys, monkeypatch):
    asked = []
    monkeypatch.setattr(catalogue, "catalogue", lambda pack, languages: asked.append((pack.name, languages)) or "<!DOCTYPE html>")
    assert command.run(["catalogue", "-o", str(tmp_path / "out.html"), "--lang", "es"]) == 0
    assert (tmp_path / "out.html").read_text("utf-8") == "<!DOCTYPE html>"
    assert asked == [("botulinum", ["es"])] and "out.html: written." in capsys.readouterr().out


def test_a_place_that_cannot_be_written_is_named(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(catalogue, "catalogue", lambda pack, languages: "")
    assert command.run(["catalogue", "-o", str(tmp_path / "no" / "out.html")]) == 2
    assert "cannot be written" in capsys.readouterr().err
