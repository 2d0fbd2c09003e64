"""Titles broken on sense."""

from collections import defaultdict

import pytest

from kjr.documents.paper.setting.titles import break_title

EMS = defaultdict(lambda: 1.0, dict.fromkeys("0123456789", 0.5))


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("活动情况统计表", ["活动情况统计表"]),
        (
            "银川市科学技术协会关于2019年“全国科技工作者日”活动开展情况的总结",
            ["银川市科学技术协会关于2019年", "“全国科技工作者日”活动开展情况的总结"],
        ),
        (
            "贺兰县科学技术协会2019年全国科技工作者日活动总结",
            ["贺兰县科学技术协会2019年", "全国科技工作者日活动总结"],
        ),
        ("第一行\n第二行", ["第一行", "第二行"]),
        ("", []),
    ],
)
def test_breaks_where_a_reader_draws_breath(title, lines):
    assert break_title(title, EMS, 20) == lines


def test_no_line_is_wider_than_the_page():
    title = "银川市盐碱地改良与智慧灌溉技术协同创新团队示例学会2019年“全国科技工作者日”工作总结报告"
    lines = break_title(title, EMS, 20)
    assert "".join(lines) == title
    assert all(sum(EMS[char] for char in line) <= 20 for line in lines)


def test_a_title_of_too_many_lines_ends_in_no_stump():
    host = "银川市科学技术协会暨银川市全国科技工作者日活动组织委员会办公室（银川市科技馆、"
    title = f"{host}银川市青少年科技活动中心、银川市院士专家工作站服务中心）2019年活动总结"
    ems = [sum(EMS[char] for char in line) for line in break_title(title, EMS, 17)]
    assert len(ems) == 5
    assert max(ems) <= 17
    assert max(ems) - min(ems) <= 4


def test_a_title_of_any_length_is_set():
    title = "字" * 200
    assert "".join(break_title(title, EMS, 20)) == title
