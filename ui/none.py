"""None, True, False: on Python 3.11, PySide6 6.12.0 takes references from them that it never took; this gives them enough."""

from __future__ import annotations

import sys

ENOUGH = 1 << 48
"""References added: at a million calls a second they last for nine years."""


def keep_alive() -> None:
    """Make the constants outlive every Qt call of this process. Does nothing where they are immortal (Python 3.12 and newer).

    The wheel is built as if they needed no reference counting, as in 3.12. On 3.11 each call that returns nothing leaves None
    one reference poorer, and after some five thousand the interpreter stops with "deallocating None" (measured;
    tests/ui/test_none.py); True and False go the same way, more slowly. The reference count is the first word of every object
    (PEP 683 describes both layouts).
    """
    if sys.version_info >= (3, 12) or sys.getrefcount(None) > ENOUGH // 2:
        return
    import ctypes  # five milliseconds that 3.12 and newer need not pay

    for constant in (None, True, False, NotImplemented, Ellipsis):
        ctypes.c_ssize_t.from_address(id(constant)).value += ENOUGH
