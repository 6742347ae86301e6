"""Delimited text: encoding, dialect, lines and quotes, as a stream of bounded memory."""
