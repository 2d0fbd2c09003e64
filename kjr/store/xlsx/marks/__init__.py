"""What stands beside and on the values of a workbook: hidden, struck out, commented, broken."""
