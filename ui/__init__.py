"""The screens: show a page, say what was tapped."""
