"""催报: which message is due to whom, and what it says; plain text, naming exactly what is missing.

``rungs`` says how firmly, ``texts`` what, ``owing`` who owes what, ``splitting`` how long.
"""
