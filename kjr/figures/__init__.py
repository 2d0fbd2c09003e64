"""The figures of one moment: entries as tables, measured, added up, and traced to their cells."""
