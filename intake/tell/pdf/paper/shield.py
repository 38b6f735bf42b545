"""The shield: ReportLab is imported here and nowhere else, deaf to the environment and to files in the home folder."""

from __future__ import annotations

import os
import sys
import types

SETTINGS = {
    "invariant": 1,  # fixed dates and ids: same input, same bytes
    "pageCompression": 1,
    "useA85": 0,
    "trustedHosts": None,  # nothing is ever fetched
    "trustedSchemes": [],
    "toColorCanUse": None,
    "allowTTFSubsetting": [],
    "T1SearchPath": (),
    "TTFSearchPath": (),
    "CMapSearchPath": (),
}
"""Our own settings. Their presence also keeps ReportLab from executing `~/.reportlab_settings` (reference: pdf.md 3)."""

_MODS = ("reportlab_mods", "reportlab.local_rl_mods")
"""Code that ReportLab runs as it is imported, from the path or from `~/.reportlab_mods`: here they are, and empty."""


class ShieldError(RuntimeError):
    """ReportLab was imported before the shield stood."""


def _raise_shield() -> None:
    if "reportlab" in sys.modules and "reportlab_settings" not in sys.modules:
        raise ShieldError("reportlab was imported outside intake.tell.pdf")
    for name in [name for name in os.environ if name.upper().startswith("RL_")]:
        del os.environ[name]
    for name, values in (("reportlab_settings", SETTINGS), ("reportlab.local_rl_settings", {}), *((name, {}) for name in _MODS)):
        module = types.ModuleType(name)
        module.__dict__.update(values)
        sys.modules[name] = module


_raise_shield()

from reportlab.lib.utils import ImageReader  # noqa: E402
from reportlab.pdfbase import pdfdoc  # noqa: E402
from reportlab.pdfgen.canvas import Canvas  # noqa: E402

__all__ = ["Canvas", "ImageReader", "SETTINGS", "ShieldError", "pdfdoc"]
