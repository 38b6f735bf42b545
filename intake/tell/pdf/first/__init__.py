"""The first page: its blocks, from what is urgent to the room for the hand."""
