"""Figures counted otherwise, and figures side by side: on a terminal, in Markdown, as JSON."""
