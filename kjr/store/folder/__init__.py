"""Workbooks in one shared folder: found, watched, and replaced in one step."""
