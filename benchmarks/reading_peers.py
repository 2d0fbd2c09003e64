"""The same workbooks read by others, who parse nothing: ``python -m benchmarks.reading_peers WAY``.

Each runs in a process of its own, as a program would that did nothing else.
"""

from __future__ import annotations

import io
import sys
import time
from pathlib import Path

import pandas as pd
from python_calamine import CalamineWorkbook


def with_pandas(path: Path) -> None:
    """What most programs do."""
    pd.read_excel(path, sheet_name=None, engine="openpyxl")


def with_calamine(path: Path) -> None:
    """The fastest reader, unguarded."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def main() -> None:
    """Print the seconds one way takes for all workbooks of a folder, once it is ready."""
    way = {each.__name__: each for each in (with_pandas, with_calamine)}[sys.argv[1]]
    first, *_ = paths = sorted(Path(sys.argv[2]).glob("*.xlsx"))
    way(first)
    begin = time.perf_counter()
    for path in paths:
        way(path)
    print(time.perf_counter() - begin)


if __name__ == "__main__":
    main()
