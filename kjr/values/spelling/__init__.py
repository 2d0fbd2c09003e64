"""The many spellings of figures, days and names, brought to a few; what takes one back, or out."""
