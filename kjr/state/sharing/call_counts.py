"""Google's calls, counted in the database: all processes of an account keep to one quota."""

from collections.abc import Callable
from typing import Final

from kjr.errors import KjrError
from kjr.state.engine.connections import Place
from kjr.state.facts import change_facts
from kjr.store.google.quota import Change, Fill, keep_in_memory

GOOGLE_CALLS: Final = "google calls"


def keep_in_database(place: Place, name: str) -> Change:
    """What a bucket holds, for all who share the database; alone while it is out of reach."""
    alone = keep_in_memory()

    def change(do: Callable[[Fill | None], Fill]) -> None:
        try:
            with change_facts(place, GOOGLE_CALLS) as facts:
                said = facts.get(name)
                facts[name] = do(Fill(*said) if said else None)
        except KjrError:
            alone(do)

    return change
