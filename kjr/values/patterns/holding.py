"""Patterns that give nothing back once they matched, in every Python people have.

A possessive group (a + behind its quantifier) says the same in fewer letters; Pythons before
3.11.5 misread one that could give something back (python/cpython#106052).
"""


def hold(name: str, pattern: str) -> str:
    """A pattern that keeps what it matched; what that was is the group of this name.

    >>> import re
    >>> held = re.compile(hold("word", "(?:约|大约|近)*") + "(?:近)?30")
    >>> bool(held.fullmatch("大约近30")), held.match("约30")["word"], bool(held.match("30"))
    (True, '约', True)
    """
    return f"(?=(?P<{name}>{pattern}))(?P={name})"
