"""What one typed cell means, and how it is said again; what must be masked or escaped.

``amounts`` and ``days`` read a cell into a ``readings.Reading``; ``cells``, ``masks``, ``escapes``
and ``wording`` serve every room.
"""
