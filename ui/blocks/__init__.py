"""What stands on a page: a question, a row, a tick list, a grid; each is one piece that a page never cuts in two."""
