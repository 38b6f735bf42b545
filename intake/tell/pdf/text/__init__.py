"""Text: what a person typed becomes lines of glyphs: cleaned, cut into characters, given faces, ordered, shaped, broken."""
