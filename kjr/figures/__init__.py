"""The figures of one moment: entries as tables, measured, added up, and traced to their cells.

Others use ``board``, ``overview``, ``changes``, ``lines``, ``sources``, ``subjects``,
``agenda``, ``standings`` and ``moments``.
"""
