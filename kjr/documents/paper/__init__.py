"""Documents on paper: ``fonts``, ``pdf``, ``word``, ``photographs`` and ``rare_characters``.

No font can set a rare character; a photograph is looked at before anything unpacks it.
"""
