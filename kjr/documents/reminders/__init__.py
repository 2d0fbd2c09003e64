"""催报: which message is due to whom, and what it says; plain text, naming exactly what is missing.

``rungs`` says how firmly, ``unit_reminders`` and ``group_reminders`` what, ``owing`` who owes what,
``splitting`` how long.
"""
