"""The database itself: where it is, its tables, one at a time, what files held before it."""
