"""``python -m kjr …``: the same as the pages, without a browser."""

import io
import os
import sys
from typing import Final, TextIO

from kjr.app.commands import main

READER_GONE: Final = 141
"""The exit code a shell gives to what ends because nobody reads on: 128 and SIGPIPE."""


def main_in_pipe() -> int:
    """Run the command; it ends without a word once its reader, such as ``head``, has enough."""
    try:
        try:
            return main(sys.argv[1:])
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        if not any(map(_is_gone, (sys.stdout, sys.stderr))):
            raise
        return READER_GONE


def _is_gone(stream: TextIO) -> bool:
    """Whether nobody reads a stream; what is still to be said there is said to nobody then."""
    try:
        print(file=stream, flush=True)  # what failed before is forgotten, and would not fail again
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        return True
    return False


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    sys.exit(main_in_pipe())
