"""Finish: the drawn file made fit for an archive, and sealed."""
