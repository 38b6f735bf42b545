"""The expression language of FHIR forms: FHIRPath compiled once to closures over a form."""
