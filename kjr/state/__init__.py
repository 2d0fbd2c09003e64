"""What kjr itself must remember: acts in the ``journal``, ``drafts``, ``facts``, ``contents``.

``chases`` are acts, ``photographs`` and ``clerk_texts`` facts; ``engine`` is the database.
"""
