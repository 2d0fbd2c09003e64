"""What is opened and read, and how much that may take."""

import copy
import os
from pathlib import Path
from types import SimpleNamespace

from .known import instead_of


@instead_of("kjr.editing.typed.pasted_text:LONGEST")
def a_paste_may_be_of_any_length(_real):
    return 10**9


@instead_of("kjr.values.escapes:is_safe_file_name")
def every_file_name_will_do(_real):
    return lambda _name: True


@instead_of("kjr.store.opening:_follow")
def a_link_leads_anywhere(_real):
    return lambda path, _folder, **_: Path(os.path.realpath(path))


@instead_of("kjr.store.opening:_open")
def a_name_is_opened_as_it_is(_real):
    return lambda _folder, target: os.open(target, os.O_RDONLY)


@instead_of("kjr.store.opening:check_facts")
def anything_is_a_file(_real):
    return lambda _facts: None


@instead_of("kjr.store.xlsx.refusals:LARGEST")
def a_workbook_may_be_vast(_real):
    return 10**12


@instead_of("kjr.store.xlsx.worker:LITTLE")
def a_reader_may_take_all_memory(_real):
    return 10**10


@instead_of("kjr.store.xlsx.bombs:MOST_PARTS")
def a_package_may_have_any_parts(_real):
    return 10**9


@instead_of("kjr.documents.paper.photographs:LARGEST")
def a_picture_may_be_vast(_real):
    return 10**12


@instead_of("kjr.store.xlsx.bombs:UNFOLDING")
def nothing_unfolds(_real):
    return ()


@instead_of("kjr.store.xlsx.bombs:unpack_parts")
def a_part_may_be_larger_than_it_says(real):
    def unpack_parts(data, archive):
        parts = [copy.copy(part) for part in archive.infolist()]
        for part in parts:
            part.file_size = 10**12
        return real(data, SimpleNamespace(infolist=lambda: parts))

    return unpack_parts


@instead_of("kjr.values.readings:refuse_overlong")
def any_length_is_looked_at(_real):
    return lambda _text: None


@instead_of("kjr.values.patterns.holding:hold")
def a_shape_may_be_tried_in_every_way(_real):
    return lambda name, pattern: f"(?P<{name}>{pattern})"


@instead_of("kjr.reading.rows.sheet_rows:MOST_DIGITS")
def a_row_may_have_any_number(_real):
    return 10**9


@instead_of("kjr.documents.paper.photographs:SLIMMEST")
def a_picture_may_have_any_shape(_real):
    return 10**9


@instead_of("kjr.store.guarded:_start")
def a_maker_may_take_all_memory(real):
    return lambda _memory, work: real(10**12, work)


@instead_of("kjr.ui.live:find_workshop")
def a_file_is_made_where_it_is_asked_for(_real):
    return lambda: SimpleNamespace(make=lambda make, *asked, **named: make(*asked, **named))


@instead_of(
    "kjr.editing.rows.row_candidates:MOST_LOOKS",
    "kjr.editing.rows.row_candidates:MOST_PAIRS",
    "kjr.editing.rows.row_comparison:MOST_ALIKE",
)
def all_rows_are_compared_with_all(real):
    return real * 10**6


@instead_of("kjr.store.guarded:Workshop.make")
def what_is_typed_is_read_where_it_is_typed(_real):
    return lambda _self, make, *asked, **named: make(*asked, **named)


@instead_of("kjr.app.commands.access:os")
def what_is_written_is_everybodys(real):
    return SimpleNamespace(umask=lambda _mask: real.umask(0o022))
