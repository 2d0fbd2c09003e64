import pytest

from kjr import opening, overview, settings, sources


@pytest.fixture(scope="module")
def seen(example, tmp_path_factory):
    places = settings.read({"KJR_STATE": str(tmp_path_factory.mktemp("state"))}, {}, example)
    return overview.of(opening.now(places))


def test_every_figure_is_the_sum_of_its_rows(seen):
    for line in seen.lines:
        rows = sources.counted(seen, line.measure)
        assert sum(row.adds for row in rows) == line.done, line.measure.name


def test_every_row_shows_the_cell_as_typed(seen):
    line = seen.line("I3")
    for row in sources.counted(seen, line.measure):
        book = seen.snapshot.books[row.unit]
        page = next(page for page in book.pages if page.sheet.name == row.sheet)
        assert row.file == book.held.file
        assert row.cell == page.address(row.row, line.measure.sum)


def test_an_approximate_row_says_so_and_names_the_rule(seen):
    rows = [row for row in sources.counted(seen, seen.line("I3").measure) if "约" in row.value]
    assert rows
    assert all(row.rule != "照原样" for row in rows)


def test_rows_that_do_not_count_say_why(seen):
    rows = sources.left_out(seen, seen.line("I5").measure)
    assert rows
    assert all(row.note for row in rows)
