"""Tables: how wide their columns are, how rows are set, and what becomes of too many columns."""
