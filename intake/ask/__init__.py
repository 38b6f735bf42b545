"""What can be asked: a FHIR Questionnaire becomes a Form, with everything its author needs to be told."""
