"""What is wrong, in one module each: between the ``columns`` of a row, in a ``table`` (and its
``totals``), in a ``book``, ``between_books``; what is wrong with a row is ``rows.judging``'s.
"""
