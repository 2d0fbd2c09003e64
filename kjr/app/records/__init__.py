"""The journals told elsewhere too: beside the database, and to the office's system log."""
