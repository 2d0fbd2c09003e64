"""Where a header is, which ledger it speaks for, and which column each of its words means."""
