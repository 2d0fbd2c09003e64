"""The one way into a workbook: merged with what others did, announced, written, proved, confirmed."""
