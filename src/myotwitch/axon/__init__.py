"""The fast membrane: the distal motor axon in a given milieu, microseconds to seconds."""
