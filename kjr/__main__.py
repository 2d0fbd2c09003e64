"""``python -m kjr …``: the same as the pages, without a browser."""

from __future__ import annotations

import sys

from kjr.commands import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
