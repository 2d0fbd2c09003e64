"""Blank workbooks for units to fill, as files and at Google."""
