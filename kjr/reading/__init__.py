"""From grids as typed to entries that count and problems people can mend.

Others use ``book`` to read a workbook, ``page`` for what that gives, ``checks.between_books``.
"""
