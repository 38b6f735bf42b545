"""Bounds: the box around what some drawing operators draw, for the place of a figure on its page."""

from __future__ import annotations

from collections.abc import Iterable

from intake.tell.pdf.paper.tags import Box

_PAIRS = {"m": 2, "l": 2, "c": 6}


def bounds(operators: Iterable[str], page: tuple[float, float]) -> Box:
    """The box around all points of paths, pictures and starts of text lines, held within the page; the page when there are none."""
    xs: list[float] = []
    ys: list[float] = []
    for operator in operators:
        stack: list[float] = []
        for token in operator.split():
            if token[-1:].isdigit():
                try:
                    stack.append(float(token))
                    continue
                except ValueError:  # the name of a font or a picture
                    pass
            if token in _PAIRS:
                xs += stack[-_PAIRS[token]::2]
                ys += stack[1 - _PAIRS[token]::2]
            elif token == "re" or token == "cm":
                x, y, width, height = stack[-4:] if token == "re" else (stack[-2], stack[-1], stack[-6], stack[-3])
                xs += (x, x + width)
                ys += (y, y + height)
            elif token == "Tm":
                xs.append(stack[-2])
                ys += (stack[-1], stack[-1] + 7.0)
            stack.clear()
    if not xs or not ys:
        return 0.0, 0.0, *page
    held = lambda value, most: min(max(value, 0.0), most)  # noqa: E731
    return held(min(xs), page[0]), held(min(ys), page[1]), held(max(xs), page[0]), held(max(ys), page[1])
