"""日程: what takes place when, and by which address telephones follow it."""
