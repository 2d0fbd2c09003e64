"""From grids as typed to entries that count and problems people can mend.

Others use ``book`` to read a workbook and ``page`` for what that gives; ``checks`` says what is
wrong with it.
"""
