"""Which files an extract is made of, and a reader for every kind of file."""
