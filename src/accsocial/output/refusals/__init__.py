"""Refusals in French, and why a file is left aside.

What is refused is raised in English, where it is found. The French of each message, and of what is
put together in some, stands in the files of this folder.
"""

from accsocial.output.refusals.french import in_french, left_aside_text, refusal_text

__all__ = ["in_french", "left_aside_text", "refusal_text"]
