"""What is wrong between ``columns``, in a ``table``, its ``totals``, a ``book``, ``between_books``;
what is wrong with a row is in ``rows.judging``."""
