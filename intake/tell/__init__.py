"""What the provider and the chart receive: summary, PDF, FHIR, outbox."""
