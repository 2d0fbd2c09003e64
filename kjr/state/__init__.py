"""What kjr itself must remember: ``acts`` in the ``journal``, ``drafts``, ``private_facts``."""
