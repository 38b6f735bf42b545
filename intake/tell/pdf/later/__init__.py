"""The later pages: what did not fit, every question and answer, and the close."""
