"""Time: the two clocks, joined. Only this package composes the stages."""
