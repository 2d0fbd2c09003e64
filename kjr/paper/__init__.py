"""The summary on paper: PDF and Word, from the same blocks."""
