"""Workbooks in and out: a store moves grids of cells and knows nothing of campaigns."""
