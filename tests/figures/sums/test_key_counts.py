"""Things named by several, counted once."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from kjr.figures.sums.key_counts import KeyCounts

KEYS = st.frozensets(st.tuples(st.integers(0, 300)), max_size=120)


def test_what_two_name_is_named_until_neither_does():
    counts = KeyCounts({}).exchange([], [("甲",), ("乙",), ("甲",)])
    assert (len(counts), ("甲",) in counts) == (2, True)
    once = counts.exchange([("甲",)], [])
    assert (len(once), ("甲",) in once) == (2, True)
    never = once.exchange([("甲",)], [])
    assert (len(never), ("甲",) in never, list(never)) == (1, False, [("乙",)])
    assert len(counts) == 2


@given(st.lists(st.tuples(st.sampled_from("甲乙丙"), KEYS), max_size=20))
def test_counts_that_follow_are_those_counted_anew(steps):
    held, counts = {}, KeyCounts({})
    for name, keys in steps:
        before = held.get(name, frozenset())
        counts = counts.exchange(before - keys, keys - before)
        held[name] = keys
        anew = Counter(key for each in held.values() for key in each)
        assert (len(counts), {*counts}) == (len(anew), {*anew})
        assert ("无",) not in counts
