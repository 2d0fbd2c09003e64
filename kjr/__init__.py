"""kjr: what a city's units did for a yearly campaign, read, added up, shown and printed."""

import gc

# Entries and paper are very many small objects, almost none in a cycle.  Looked through at
# Python's usual rate they would cost half of a cold look's time again; the collector stays on.
gc.set_threshold(100_000, 10, 10)
