"""The ledger of a value and the rows behind it: on a terminal, as JSON, as a file."""
