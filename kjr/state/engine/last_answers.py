"""What a server of a database answered last, for a while in which it cannot be reached.

Who was let in stays in, and sees what he saw; what is to be written is refused as before.
"""

import time
from collections.abc import Callable
from typing import Any, Final, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Connection

from kjr.state.engine.connections import ServerAwayError
from kjr.state.engine.database import Database

T = TypeVar("T")

HOLDS: Final = 600.0
"""Seconds after which an answer holds no more: a code may have been taken back elsewhere."""
MOST: Final = 10_000
"""Answers that are remembered; who asks for names without end makes all of them forgotten."""


def ask_database(database: Database, about: object, read: Callable[[Connection | None], T]) -> T:
    """What ``read`` finds, or found about the same last; raises StateAwayError where it never did.

    The answer is shared: nobody may change it.
    """
    answers = _answers.setdefault(database, {})
    try:
        with database.read() as connection:
            answer = read(connection)
    except ServerAwayError:
        moment, known = answers.get(about, (float("-inf"), None))
        if time.monotonic() - moment > HOLDS:
            raise
        return known  # type: ignore[no-any-return]
    if not database.folder:
        if len(answers) >= MOST:
            answers.clear()
        answers[about] = time.monotonic(), answer
    return answer


_answers: WeakKeyDictionary[Database, dict[object, tuple[float, Any]]] = WeakKeyDictionary()
