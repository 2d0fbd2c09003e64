"""``python -m kjr …``: the same as the pages, without a browser."""

import io
import os
import sys
from typing import Final, TextIO

from kjr.app.commands import main
from kjr.values.escapes import show_controls

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


class PlainStream(io.TextIOWrapper):
    """A terminal, a file or a pipe to which names and cells are only shown: they steer nothing."""

    def write(self, text: str) -> int:
        """Write what can be seen."""
        return super().write(show_controls(text))


def speak_plainly(stream: TextIO) -> TextIO:
    """The stream in UTF-8, safe for whatever people named their files and sheets."""
    if not isinstance(stream, io.TextIOWrapper):
        return stream
    as_before = stream.line_buffering, stream.write_through
    return PlainStream(stream.detach(), "utf-8", stream.errors, None, *as_before)


def _is_gone(stream: TextIO) -> bool:
    """Whether nobody reads a stream; what is still to be said there is said to nobody then."""
    try:
        print(file=stream, flush=True)  # what failed before is forgotten, and would not fail again
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        return True
    return False


if __name__ == "__main__":
    sys.stdout, sys.stderr = map(speak_plainly, (sys.stdout, sys.stderr))
    sys.exit(main_in_pipe())
