"""From one campaign's files to those of another year or another city: answers in, texts out.

``renewing`` does it, ``answers`` holds what was asked, ``rosters`` reads a pasted roster.
"""
