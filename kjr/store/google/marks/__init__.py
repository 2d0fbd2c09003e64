"""What stands on the cells of a spreadsheet at Google beside their values."""
