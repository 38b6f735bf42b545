"""Sign-off: who must sign a pack before it is used, and what each of them answers for; `signoff.toml` of the pack."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import pydantic.errors  # noqa: F401 - before the rest of pydantic: the import hook of PySide6 trips over it otherwise
from pydantic import BaseModel, ConfigDict, Field

from intake.ask.constants import Line
from intake.ask.tomlfile import read_as

FILE = "signoff.toml"


class Signer(BaseModel):
    """One person. `signs`: what they answer for, in words; `sections`: the parts of the catalogue they sign."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, hide_input_in_errors=True)

    role: Line
    signs: Line
    sections: Annotated[tuple[Line, ...], Field(strict=False)] = ()


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, hide_input_in_errors=True)

    signer: Annotated[tuple[Signer, ...], Field(strict=False)] = ()


def load_signers(folder: Path) -> tuple[Signer, ...]:
    """The signers of a pack's folder; () where it names none. PackError lists every fault with its line."""
    path = folder / FILE
    if not path.exists():
        return ()
    return read_as(path, _File).signer
