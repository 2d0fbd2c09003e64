"""What processes that share a database do for each other: one looks, all are told, calls count."""
