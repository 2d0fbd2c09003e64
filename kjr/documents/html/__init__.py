"""The board, the wall and papers as HTML, for the screen and for a file without a network."""
