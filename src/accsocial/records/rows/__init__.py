"""Raw rows -> canonical typed rows: dates, numbers, labels, identifiers, and their rules."""
