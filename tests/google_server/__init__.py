"""A local stand-in for Google: Sheets v4, Drive v3 and the token endpoint over real HTTP.

Built from Google's documents, for any client.  ``python -m tests.google_server --help``.
"""
