"""The app: the same answer as the command line, for someone who never saw a terminal.

One process on this computer. It keeps what a person tells in memory, and writes nothing unless they
press save. It shows the danger check and the simulation side by side and lets neither change the other.
"""
