"""A table says what is approximate and goes on sorting by number."""

from streamlit.testing.v1 import AppTest

from kjr.ui import widgets
from kjr.values.wording import Approximate


def show():
    from kjr.ui import widgets
    from kjr.values.wording import Approximate

    table = widgets.build_table({"单位": ["甲", "乙"], "走访": [Approximate(1250), 5]})
    widgets.show_table("数", table)


def test_a_table_says_which_of_its_numbers_are_approximate():
    shown = AppTest.from_function(show).run()
    assert not shown.exception
    (grid,) = shown.dataframe
    assert list(grid.value["走访"]) == [1250, 5]
    displayed = grid.proto.arrow_data.styler.display_values
    assert "约1,250".encode() in displayed
    assert "约5".encode() not in displayed


def test_a_phone_is_told_the_same():
    shown = AppTest.from_function(show).run()
    (entries,) = [each.proto.body for each in shown.get("html")]
    assert "约1,250" in entries


def test_a_table_without_approximate_numbers_is_plain():
    table = widgets.build_table({"走访": [1250, 5]})
    assert table["走访"].dtype.kind == "i"
    assert isinstance(Approximate(3) + 4, Approximate)


def show_long():
    from kjr.ui import widgets

    columns = {"单位": (100, lambda row: row[0]), "说明": (150, lambda row: row[1])}
    rows = [("甲学会", "「带队人级别」为“县区科协负责人”，只计市级分管领导、县级分管领导")]
    address = "indicator?id=" + "x" * 300
    widgets.show_rows("长", columns, rows, is_wrapped=True, address=lambda _: address)


def test_a_row_is_as_tall_as_what_is_written_in_it_and_no_taller():
    (grid,) = AppTest.from_function(show_long).run().dataframe
    assert grid.proto.row_height == 106
