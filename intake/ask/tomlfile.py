"""TOML files: read safely, and Pydantic's findings turned into faults with the line of the key."""

from __future__ import annotations

import difflib
import re
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar, get_args

import pydantic.errors  # noqa: F401 - before the rest of pydantic: the import hook of PySide6 trips over it otherwise
from pydantic import BaseModel, ValidationError

from intake.ask.errors import Fault, PackError
from intake.ask.load import decode, read_bytes

_M = TypeVar("_M", bound=BaseModel)
MAX_BYTES = 1024 * 1024
_HEADER = re.compile(r"\s*\[{1,2}\s*([^\]#]+?)\s*\]")
_KEY = re.compile(r"\s*([\w\"'.-]+(?:\s*\.\s*[\w\"'-]+)*)\s*=")


def read_toml(path: Path) -> tuple[dict[str, Any], str, bytes]:
    """The data of a TOML file (fractions as Decimal), its text and its bytes. PackError names the place of a slip."""
    file = str(path)
    raw = read_bytes(path, MAX_BYTES)
    text = decode(raw, file).replace("\r\n", "\n")
    try:
        return tomllib.loads(text, parse_float=Decimal), text, raw
    except tomllib.TOMLDecodeError as error:
        reason, _, place = str(error).partition(" (at ")
        line, column = [int(number) for number in re.findall(r"\d+", place)[:2]] or (text.count("\n") + 1, 1)
        raise PackError([Fault(file, "", line, column, "toml", {"reason": reason[:200]})]) from None
    except (RecursionError, ValueError):  # nested too deep; a number of thousands of digits
        raise PackError([Fault(file, "", 0, 0, "toml", {"reason": "it is nested too deep, or a number is too long"})]) from None


def read_as(path: Path, model: type[_M]) -> _M:
    """A TOML file as `model`. PackError lists every fault with its line."""
    data, text, _ = read_toml(path)
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise PackError(model_faults(error, model, str(path), text)) from None


def line_of(text: str, keys: tuple[str | int, ...]) -> int:
    """The line of a key path; of the nearest table around it where the key itself is not written."""
    wanted = tuple(key for key in keys if isinstance(key, str))
    best, line = 0, 0
    table: tuple[str, ...] = ()
    for number, content in enumerate(text.split("\n"), 1):
        header = _HEADER.match(content)
        key = None if header else _KEY.match(content)
        if header:
            table = _parts(header.group(1))
            path = table
        elif key:
            path = (*table, *_parts(key.group(1)))
        else:
            continue
        if path == wanted[: len(path)] and len(path) > best:
            best, line = len(path), number
    return line


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in dotted.split("."))


def model_faults(
    error: ValidationError, model: type[BaseModel], file: str, text: str, before: tuple[str, ...] = ()
) -> list[Fault]:
    """Every finding of Pydantic as a fault; unknown keys with the nearest known one. No value is ever repeated."""
    faults = []
    for wrong in error.errors(include_url=False, include_context=False, include_input=False):
        loc = (*before, *wrong["loc"])
        name = ".".join(map(str, loc))
        key = str(loc[-1]) if loc else ""
        if wrong["type"] == "extra_forbidden":
            known = _keys(model, wrong["loc"][:-1])
            near = difflib.get_close_matches(key, known, n=1)
            code, facts = "unknownKey", {"key": name, "near": near[0] if near else "", "known": ", ".join(known)}
        elif wrong["type"] == "missing":
            code, facts = "missingKey", {"key": name}
        else:
            code, facts = "badValue", {"key": name, "reason": wrong["msg"].removeprefix("Value error, ")}
        faults.append(Fault(file, name, line_of(text, loc), 1, code, facts))
    return faults


def _keys(model: type[BaseModel], loc: tuple[int | str, ...]) -> list[str]:
    """The keys that are allowed at a place of a nested model."""
    here = model
    for step in loc:
        field = here.model_fields.get(step) if isinstance(step, str) else None
        here = (_inner(field.annotation) if field else None) or here
    return sorted(here.model_fields)


def _inner(annotation: Any) -> type[BaseModel] | None:
    """The model in an annotation such as `Folder | None` or `dict[str, Override]`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((model for part in get_args(annotation) if (model := _inner(part))), None)
