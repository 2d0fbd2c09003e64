"""What the office has to do about whom: ``needs`` of one unit, the ``worklist`` of all."""
