"""A desk whose workbooks lie on a share: what is typed there, and what stands on the server."""

from kjr.app.folder_probe import read_mounts
from kjr.editing.overwritten import find_overwritten_acts
from kjr.editing.saving import EditContext, save_page
from kjr.state.journal import Journal
from kjr.store.folder.folder_store import FolderStore
from kjr.store.xlsx.workbook import read_sheets
from tests.desk import MINE, UNIT, A, B, C, lay_book, page, pages, retyped
from tests.shared import WORKER
from tests.small import NOON, SMALL


class ShareDesk:
    """Somebody who types in the app, the share between, and the server behind it."""

    def __init__(self, share, place):
        self.share, self.state = share, place / "state"
        self.book = share.server / f"{UNIT}.xlsx"
        self.context = EditContext(SMALL, self.new_store(), Journal(self.state))
        lay_book(share.server, A, B, C)

    def new_store(self):
        """The store as the app opens it when it starts."""
        store = FolderStore(self.share.mount, self.find_unit, WORKER, self.state)
        store.follow_mounts(read_mounts)
        return store

    @staticmethod
    def find_unit(name):
        """Whose a file is: the unit's its name begins with."""
        return next((unit.name for unit in SMALL.units if name.startswith(unit.name)), None)

    def rename(self, name):
        """Call the workbook something else, on the server."""
        self.book = self.book.rename(self.book.with_stem(name))
        self.context.store.versions()

    def read(self):
        """The table as the app reads it."""
        return page(self.context)

    def save(self, *rows, seen=None):
        """Type the table anew and save it."""
        seen = seen or self.read()
        return save_page(self.context, retyped(seen, *rows), seen, MINE)

    @property
    def rows(self):
        """The rows of the table as the server has them."""
        return read_sheets(self.book.read_bytes(), UNIT)[0].rows[2:]

    @property
    def acts(self):
        """What became of each act of the record."""
        return [act.outcome for act in self.context.journal.acts(UNIT)]

    @property
    def missing(self):
        """The rows that are offered again."""
        desk = self.context
        acts = find_overwritten_acts(page(desk), pages(desk), desk.journal.acts(UNIT), NOON)
        return [edit.after for act in acts for edit in act.edits]
