"""A shared folder of the small campaign, as its units fill it."""

import datetime as dt

from kjr.store.folder.folder_store import FolderStore
from kjr.store.xlsx.worker import Worker
from tests.small import SMALL
from tests.store.files import xlsx

WORKER = Worker()
"""One reading process for all tests of a process; it ends with them."""
HEADER = ("走访日期", "走访地点/单位", "走访人次")
NAMES = {unit.name: unit.name for unit in SMALL.units}


class Shared(FolderStore):
    """The store of a folder, which notes what is opened."""

    def __init__(self, folder):
        folder.mkdir(exist_ok=True)
        super().__init__(folder, lambda name: NAMES.get(name.split("(")[0]), WORKER)
        self.opened = []

    def understood(self, unit, understand):
        self.opened.append(unit)
        return super().understood(unit, understand)

    def put(self, name, data):
        """Somebody saves a file into the folder."""
        path = self.folder / name
        path.write_bytes(data)
        return path


def visits(*people):
    """A workbook with one visit for each number of people reached."""
    rows = [(dt.date(2019, 5, 28), f"示例企业{n}", count) for n, count in enumerate(people)]
    return xlsx({"走访慰问": [HEADER, *rows]})


def people(snapshot):
    """How many people each visit of a snapshot reached."""
    return [entry.values["走访人次"] for entry in snapshot.entries]
