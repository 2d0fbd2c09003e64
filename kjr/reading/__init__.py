"""From grids as typed to entries that count and problems people can mend."""
