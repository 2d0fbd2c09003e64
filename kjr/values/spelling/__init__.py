"""The many spellings of figures and days, brought to a few, and remarks that take one back."""
