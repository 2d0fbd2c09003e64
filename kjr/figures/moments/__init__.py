"""How one moment follows another: snapshots, the look that makes the next, frozen ones."""
