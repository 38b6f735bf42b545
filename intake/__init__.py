"""The core of the intake: ask, hear, notice, save, tell. No Qt, no clock, no globals."""

__version__ = "0.1.0"
