"""Row by row: ``row_pairs`` finds each row again, ``row_changes`` says what became of it."""
