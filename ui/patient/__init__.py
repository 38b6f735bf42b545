"""A scripted patient: drives the real wizard with real input events, by mouse, by touch or by keys alone."""
