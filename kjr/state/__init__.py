"""What kjr itself must remember: ``acts`` in the ``journal``, ``chases`` among them, ``drafts``."""
