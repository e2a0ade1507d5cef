"""This machine's memory: what a person chose to keep, in one SQLite file of their own."""
