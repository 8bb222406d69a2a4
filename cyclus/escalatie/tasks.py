"""What is forgotten of a signal in a question to the next rung."""

from .vergeten import escalaties

__all__ = ["escalaties"]
