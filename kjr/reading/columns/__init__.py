"""Which columns of a sheet speak for a ledger's column, where its header alone does not say."""
