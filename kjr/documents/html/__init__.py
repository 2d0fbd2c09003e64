"""The board, the wall and papers as HTML, for the screen and for a file without a network.

Others use ``parts.render`` with a macro's name, ``charts``, ``wall``, ``offline`` and ``preview``.
"""
