"""Documents on paper.  Others use ``fonts``, ``pdf``, ``word``, ``photographs`` (a picture looked at
before it is unpacked) and ``rare_characters`` (what no font can set)."""
