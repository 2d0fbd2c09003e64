"""What kjr itself must remember: ``acts`` in the ``journal``, ``chases`` among them, ``drafts``,
small ``facts`` and large ``contents``.

``engine`` is the database in which it is kept.
"""
