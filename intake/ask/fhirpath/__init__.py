"""The expression language of FHIR forms: FHIRPath compiled once to closures over a form."""

from intake.ask.fhirpath.errors import ExpressionError
from intake.ask.fhirpath.expression import Expression, compile_expression
from intake.ask.fhirpath.scope import Scope
from intake.ask.fhirpath.values import FhirDate, FhirDateTime, FhirTime, Quantity

__all__ = ["Expression", "ExpressionError", "FhirDate", "FhirDateTime", "FhirTime", "Quantity", "Scope", "compile_expression"]
