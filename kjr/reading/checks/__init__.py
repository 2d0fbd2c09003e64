"""What is wrong between the columns of a row, in a table, in a book, and between books."""
