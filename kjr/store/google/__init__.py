"""Workbooks kept as Google spreadsheets: read within the quota, saved and proved."""
