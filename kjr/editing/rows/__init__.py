"""Which row of one version of a table is which row of another."""
