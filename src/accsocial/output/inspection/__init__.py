"""What is in an extract, and whether it is all accounted for: on a terminal and as JSON."""
