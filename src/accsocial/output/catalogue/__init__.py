"""What an indicator means, as a page: on a terminal, in Markdown, as JSON."""
