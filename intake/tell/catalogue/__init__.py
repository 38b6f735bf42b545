"""Catalogue: the whole of a pack on paper, question by question and rule by rule, for the people who sign it."""

from intake.tell.catalogue.document import catalogue

__all__ = ["catalogue"]
