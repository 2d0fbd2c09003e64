"""What the server's log says steers no terminal and leads to nobody, whatever people typed."""

import logging
import traceback
from typing import Any

from kjr.values.escapes import show_controls
from kjr.values.masks import mask_personal_data


class PlainRecord(logging.LogRecord):
    """One entry, of ours or of Streamlit's, with what went wrong."""

    def __init__(self, *said: Any, **named: Any) -> None:  # noqa: ANN401 - as logging gives it
        super().__init__(*said, **named)
        if isinstance(self.exc_info, tuple) and self.exc_info[0]:
            self.exc_text = tell_plainly("".join(traceback.format_exception(*self.exc_info)))

    def getMessage(self) -> str:  # noqa: N802 - as logging calls it
        """What is said; no line of it but the first begins where an entry would."""
        return tell_plainly(super().getMessage()).replace("\n", "\n  ")


def tell_plainly(text: str) -> str:
    """The text as a terminal may show it to everybody.

    >>> tell_plainly("no number: '\\x1b[2J138-0000-1234'")
    "no number: '‹1B›[2J×××'"
    """
    return show_controls(mask_personal_data(text.rstrip("\n")))


def log_plainly() -> None:
    """From now on all of this process is logged like that."""
    logging.setLogRecordFactory(PlainRecord)
