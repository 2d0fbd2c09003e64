"""What leads to a person, as people write it."""
