"""From the rows of an extract to a figure: the ledger of one value, and the rows behind it."""
