"""One .xlsx package: read, changed cell by cell, proved unchanged elsewhere, or refused."""
