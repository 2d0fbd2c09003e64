"""How one moment follows another: a snapshot, the look that refreshes it, the board, frozen ones."""
