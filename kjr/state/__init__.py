"""What kjr itself must remember: ``acts`` in the ``journal``, ``chases`` among them, ``drafts``.

``engine`` is the database in which it is kept.
"""
