"""The provider's PDF: page one and the transcript, drawn from a Summary; same input, same bytes."""

from __future__ import annotations

from intake.tell.pdf.compose import draw

__all__ = ["draw"]
