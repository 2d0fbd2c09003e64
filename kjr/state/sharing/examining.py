"""Whether a database is set up so that several processes can share it, and whether one looks."""

from collections.abc import Iterator
from typing import Final

from sqlalchemy import text

from kjr.state.engine.connections import Place
from kjr.state.engine.database import open_database
from kjr.state.sharing.lease import LOOKING, Lease, is_lease_known

SUPERUSER: Final = (
    "数据库用户 {} 是超级用户，已经记下的也改得了、删得了；请给 kjr 一个普通用户，让它自己建表"
)
IS_SUPERUSER: Final = text("SELECT rolname, rolsuper FROM pg_roles WHERE rolname = current_user")


def list_server_faults(place: Place) -> Iterator[str]:
    """What to mend of a server's database, as sentences; raises StateAwayError."""
    database = open_database(place)
    if database.folder:
        return
    with database.read() as connection:
        assert connection is not None
        name, is_superuser = connection.execute(IS_SUPERUSER).one()
    if is_superuser:
        yield SUPERUSER.format(name)


def is_anybody_looking(place: Place) -> bool:
    """Whether a process looks at the workbooks for all; raises StateAwayError."""
    if not is_lease_known(place, LOOKING):
        return False
    lease = Lease(place, LOOKING)
    is_free = lease.hold()
    lease.release()
    return not is_free
