"""Documents on paper: fonts, and what no font can set."""
