"""A case from a file: an answers file or a QuestionnaireResponse, opened for a form, or one message that says what it is instead."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from intake.ask.errors import Fault, PackError
from intake.ask.form import Form
from intake.ask.load import read_json
from intake.ask.words import words
from intake.hear.answers import Answers
from intake.hear.answersfile import read_answers_file
from intake.hear.response import hear_response
from intake.hear.validate import Problem, sentence


def open_case(path: Path, form: Form) -> tuple[str, Answers, tuple[Problem, ...]]:
    """The case's name, its answers, and what was not understood of them. PackError when the file is neither kind, or has no day."""
    data, _ = read_json(path)
    if not isinstance(data, dict):
        raise PackError([Fault(str(path), "", 1, 1, "answers.shape")])
    name = data.get("id")
    name = name if isinstance(name, str) and name else path.stem
    if data.get("resourceType") == "QuestionnaireResponse":
        return name, *hear_response(form, data)
    if not isinstance(data.get("answers"), dict):
        raise PackError([Fault(str(path), "/answers", 1, 1, "answers.shape")])
    answers, unread = read_answers_file(form, data)
    if answers.today == date.min:
        raise PackError([Fault(str(path), "/date", 1, 1, "answers.date")])
    return name, answers, unread


def response_status(path: Path) -> str:
    """The status of a file that holds a QuestionnaireResponse ("completed", "in-progress", "entered-in-error" …); "" for any other file."""
    data, _ = read_json(path)
    given = data.get("status") if isinstance(data, dict) and data.get("resourceType") == "QuestionnaireResponse" else ""
    return given if isinstance(given, str) else ""


def told(problem: Problem) -> str:
    """One line for people: the question (and its row), the code, the sentence."""
    place = problem.where.link_id + "".join(f"[{row}]" for row in problem.where.rows)
    return printable(f"{place or '(file)'}: {problem.code}: {sentence(problem, words('en'))}")


def printable(text: str) -> str:
    """Words from a file, without what would steer a terminal."""
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text[:600])
