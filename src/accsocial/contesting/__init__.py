"""What an audited body may say against a figure: counted otherwise, or not fitting together."""
