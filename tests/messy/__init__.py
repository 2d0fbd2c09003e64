"""Workbooks as messy as real ones, made from a seed, each with the truth it was made from."""
