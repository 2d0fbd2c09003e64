"""One sheet of a package changed cell by cell, and proved unchanged elsewhere."""
