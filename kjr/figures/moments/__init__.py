"""Snapshots: ``snapshot`` is one, ``refresh`` makes the next, ``archive`` keeps them."""
