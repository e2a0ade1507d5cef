"""Spikes become movement: discharges, twitches, and what of them is noticed."""
