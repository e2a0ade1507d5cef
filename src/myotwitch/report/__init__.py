"""What a person sees: the answer on a terminal, on paper, as a document."""
