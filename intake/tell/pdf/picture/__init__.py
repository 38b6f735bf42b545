"""Pictures: where it is and which way the head pulls, as our own line art."""
