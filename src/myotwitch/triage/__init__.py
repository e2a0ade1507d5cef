"""Who should be seen, and how soon: rules as data, apart from any simulation."""
