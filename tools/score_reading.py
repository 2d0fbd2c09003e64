"""Score the reader on messy workbooks into docs/reading_score.csv: python -m tools.score_reading"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from tests.whole.test_messy import BOOKS, SEEDS, STYLES, scored

SCORES = Path(__file__).parent.parent / "docs" / "reading_score.csv"
HEAD = (
    *("写法", "种子", "工作簿", "单元格", "读对", "已提示", "悄悄丢", "悄悄错"),
    *("悄悄错丢／千格", "认对的表", "多出的行", "误读的表", "不必说的话／千格"),
)


def main() -> int:
    """Read three times as many workbooks as nobody has looked at, and write down how it went."""
    with SCORES.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(HEAD)
        for name, style in STYLES.items():
            for seed in SEEDS:
                row = scored(range(seed, seed + BOOKS), style=style).row()
                lines.writerow((name, seed, *row))
    print(SCORES.read_text("utf-8"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
