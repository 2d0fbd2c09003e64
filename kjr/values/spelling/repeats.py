"""What is given twice where each may stand once."""

from collections import Counter
from collections.abc import Iterable, Iterator

from kjr.values.spelling.characters import fold_text


def find_repeats(names: Iterable[str]) -> Iterator[str]:
    """A sentence for each name that comes more than once, however it is spelt.

    >>> list(find_repeats(["甲", "乙", "甲"]))
    ['“甲”写了2次']
    """
    counts = Counter(fold_text(name) for name in names)
    return (f"“{name}”写了{times}次" for name, times in counts.items() if times > 1)
