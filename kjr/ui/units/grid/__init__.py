"""The grid of 填报: its table, what is pasted into it, what is to be mended, the saving."""
