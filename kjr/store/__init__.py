"""Where workbooks live.  A store moves grids of cells and knows nothing of campaigns."""
