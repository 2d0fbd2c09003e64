"""Workbooks to fill: ``blank_workbook`` as .xlsx, ``google_blanks`` in spreadsheets at Google."""
