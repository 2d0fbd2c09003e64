"""A document as Word, for the office to edit."""
