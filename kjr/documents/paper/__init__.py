"""Documents on paper: others use ``fonts``, ``pdf``, ``word``, ``photographs``, ``rare_characters``.

No font can set a rare character; a photograph is looked at before anything unpacks it.
"""
