"""Sealed, kept, never lost."""
