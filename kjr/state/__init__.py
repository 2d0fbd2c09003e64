"""What kjr itself must remember: acts, drafts, and facts only the server may read."""
