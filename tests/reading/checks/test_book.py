"""What several rows of one workbook show together."""

from kjr.reading.book import parse_book
from tests.typed import CAMPAIGN, read, told, typed

HEADER = "日期 | 名称 | 领域 | 主办 | 地点 | 志愿者人数 | 服务群众人次"


def event(day="6月1日", title="科普大集", place="示例广场", people=300):
    return f"{day} | {title} | 科普 | 示例科协 | {place} | 12 | {people}"


def test_a_day_outside_the_window_is_a_hint_and_another_year_a_doubt():
    page = read("\n".join([HEADER, event("5月3日"), event("2018年6月1日", "科普二集")]))
    assert len(page.entries) == 2
    assert told(page) == [("A2", "提示"), ("A3", "疑")]
    assert [each.message[:2] for each in page.problems] == ["不在", "年份"]


def test_a_day_that_is_doubted_is_not_said_to_count():
    """It may be still to come, and then it counts nothing."""
    days = event("7月3日"), event("2062年6月1日", "二集"), event("2019-06-01至2109-06-01", "三集")
    page = read("\n".join([HEADER, *days]))
    header = "来源 | 日期 | 内容 | 类别 | 状态 | 答复日期"
    answered = read(f"{header}\n座谈 | 5月29日 | 建议 | 科普 | 已答复 | 2062-06-05", "意见建议")
    said = [each.message for each in (*page.problems, *answered.problems)]
    assert len(said) == 4
    assert all("请核对" in each and "计入" not in each.replace("不计入", "") for each in said)
    assert [each for each in said if "到那天以前不计入" in each] == [
        "年份是2062年，不在活动时间（5月21日至6月10日）内，看起来写错了，到那天以前不计入，请核对"
    ]


def test_a_span_that_touches_the_window_is_inside():
    spans = ("5月19日-5月26日", "5月19日-5月21日", "6月10日-6月12日")
    rows = [event(span, f"{n}集") for n, span in enumerate(spans)]
    assert read("\n".join([HEADER, *rows])).problems == ()


def test_the_first_and_the_last_day_of_the_window_are_inside():
    days = event("5月21日"), event("6月10日", "科普二集")
    assert read("\n".join([HEADER, *days])).problems == ()
    days = event("5月20日"), event("6月11日", "科普二集")
    assert told(read("\n".join([HEADER, *days]))) == [("A2", "提示"), ("A3", "提示")]


def test_a_span_of_more_than_a_year_is_doubted():
    days = event("2019-06-01至2020-06-01"), event("2019-06-01至2020-06-02", "科普二集")
    assert told(read("\n".join([HEADER, *days]))) == [("A3", "疑")]


def test_four_entries_have_a_usual_number_and_three_have_none():
    rows = [event(title=f"{n}集", people=people) for n, people in enumerate((10, 10, 10, 200))]
    assert told(read("\n".join([HEADER, *rows]))) == [("G5", "疑")]
    assert told(read("\n".join([HEADER, *rows[1:]]))) == []


def test_the_day_of_filing_has_no_window():
    assert read("书面总结 | 电子版 | 报送日期\n已交 | 已交 | 6月14日", "总结报送").problems == ()


def test_the_day_of_filing_has_a_year():
    page = read("书面总结 | 电子版 | 报送日期\n已交 | 已交 | 2062年6月14日", "总结报送")
    assert told(page) == [("C2", "疑")]


def test_a_second_day_is_seen_as_the_first():
    header = "来源 | 日期 | 内容 | 类别 | 状态 | 答复日期"
    opinion = "座谈 | 5月29日 | 建议{} | 科普 | 已答复 | {}"
    days = ["2019-06-05", "2019-06-20", "2062-06-05", "2019-05-01", ""]
    rows = [opinion.format(n, day) for n, day in enumerate(days)]
    page = read("\n".join([header, *rows]), "意见建议")
    assert len(page.entries) == len(days)
    assert told(page) == [("F4", "疑"), ("F5", "疑")]
    assert "2062年" in page.problems[0].message
    assert "早于「日期」" in page.problems[1].message


def test_the_same_row_twice_is_doubted():
    page = read("\n".join([HEADER, event(), event("6月2日"), event()]))
    assert page.problems[0].row == 4
    assert "与第2行完全相同" in page.problems[0].message


def test_the_same_event_with_other_figures_is_doubted():
    page = read("\n".join([HEADER, event(), event(people=310)]))
    (problem,) = page.problems
    assert (problem.column, problem.level) == ("名称", "疑")
    assert "与第2行同一天、同名" in problem.message


def test_a_copy_on_another_sheet_names_that_sheet():
    one = typed("\n".join([HEADER, event(), event("6月2日")]), "主题活动")
    two = typed("\n".join([HEADER, event(), event("6月5日"), event("6月6日")]), "活动续表")
    _, page = parse_book([one, two], CAMPAIGN)
    assert "与「主题活动」第2行完全相同" in page.problems[0].message


MEETING = "日期 | 名称 | 类型 | 层级 | 地点 | 参加人数 | 其中科技工作者代表 | 意见建议条数"


def meeting(level, unit):
    row = f"5月29日 | 科技工作者代表座谈会 | 座谈会 | {level} | 示例会议室 | 53 | 50 | 17"
    return read(f"{MEETING}\n{row}", unit=unit)


def test_a_citys_meeting_filed_by_a_county_is_counted_and_doubted():
    page = meeting("市级", "贺兰县科协")
    assert len(page.entries) == 1
    assert told(page) == [("D2", "疑")]
    assert "由市科协机关主办并填报，请核实是否联合活动" in page.problems[0].message


def test_a_citys_meeting_filed_by_its_host_and_a_countys_own_are_as_they_should_be():
    assert told(meeting("市级", "银川市科协机关")) == []
    assert told(meeting("县级", "贺兰县科协")) == []


def test_nobody_knows_the_host_of_a_file_that_is_no_units():
    assert told(meeting("市级", "")) == []


def test_a_figure_far_above_the_units_others_is_doubted():
    rows = [event(f"6月{day}日", f"示例活动{day}", people=100) for day in range(1, 5)]
    page = read("\n".join([HEADER, *rows, event("6月6日", "示例集", people=3000)]))
    assert told(page) == [("G6", "疑")]
    assert "30倍" in page.problems[0].message


def test_ten_times_the_usual_may_be_so_more_is_doubted():
    usual = [event(title=f"{number}集", people=30) for number in range(4)]
    for people, is_told in ((300, False), (301, True)):
        page = read("\n".join([HEADER, *usual, event(title="五集", people=people)]))
        assert told(page) == [("G6", "疑")] * is_told


def test_a_link_given_twice_is_a_hint():
    row = "{} | {} | 活动消息 | {} | 市级 | 网站 | https://example.com/530"
    header = "刊发日期 | 标题 | 报道类型 | 媒体名称 | 媒体级别 | 媒体形式 | 链接"
    lines = [header, row.format("6月1日", "示例甲", "某网"), row.format("6月2日", "示例乙", "某报")]
    assert told(read("\n".join(lines))) == [("G3", "提示")]
    for page in ("A1/A2", "1.2"):
        said = read("\n".join(lines).replace("https://example.com/530", page)).problems
        assert not any("链接相同" in each.message for each in said)


def test_rows_in_which_nobody_was_counted_say_nothing_of_the_usual_number():
    rows = [
        event(day=f"6月{n}日", title=f"集{n}", people=people)
        for n, people in enumerate((10, 10, 10, 10, 90, 0, 0, 0, 0, 0), 1)
    ]
    page = read("\n".join([HEADER, *rows]))
    assert not any("通常数" in problem.message for problem in page.problems)
