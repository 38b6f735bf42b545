"""The screens: show a page, say what was tapped."""

from ui.none import keep_alive

keep_alive()  # before the first Qt call; see ui.none
