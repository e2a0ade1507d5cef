"""The explanation: causes, course and what would change them, in plain words."""
