"""The words the office assigned once on the screen (learnt.toml): whose files, which columns."""
