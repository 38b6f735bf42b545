"""Faults of ours, told to a person: what kind and where, never an exception's text, which may hold what a patient typed."""

from __future__ import annotations

from pathlib import Path

from intake.ask.words import words


def plain(error: BaseException) -> str:
    """What a person is told of an exception: a broken pack in full, anything else by type and place, never its text."""
    from intake.ask.errors import PackError

    if isinstance(error, PackError):
        return str(error)
    return words("en")("command.fault", kind=type(error).__name__, place=place(error))


def place(error: BaseException) -> str:
    """`file.py:line` of the frame where an exception was raised; "?" when it has none."""
    frame = error.__traceback__
    while frame and frame.tb_next:
        frame = frame.tb_next
    return f"{Path(frame.tb_frame.f_code.co_filename).name}:{frame.tb_lineno}" if frame else "?"
