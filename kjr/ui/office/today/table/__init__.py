"""The table of 今日: its columns, and what the browser does with it."""
