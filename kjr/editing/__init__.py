"""The one way into a workbook: merge, announce, write, prove, confirm.

Others use ``saving`` (save, undo, repeat), ``filing``, ``review``, ``corrections``,
``whole_books`` and ``overwritten``; ``merging``, ``rows`` and ``page_rows`` for rows and cells.
"""
