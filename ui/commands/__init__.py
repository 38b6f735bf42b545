"""The sub-commands: one small module each, loaded when called."""
