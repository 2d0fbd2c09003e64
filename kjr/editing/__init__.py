"""The one way into a workbook: merge, announce, write, prove, confirm."""
