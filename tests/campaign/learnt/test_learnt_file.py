"""learnt.toml: written so that a clerk can read it, and nothing of hers is lost."""

import datetime as dt
import tomllib

from kjr.campaign.learnt.lines import INTRODUCTION, add_entry, remove_entry
from kjr.campaign.learnt.words import LEARNT, LearntWord, parse_words
from kjr.campaign.toml_table import TomlTable

DAY = dt.date(2019, 6, 8)
HEADER = LearntWord("走访慰问", "", "撰写人", "填报人", "张示例", DAY)
OPTION = LearntWord("走访慰问", "对象类别", "下基层", "一线科技工作者", "张示例", DAY)
FILE = LearntWord("", "", '报表"三\\.xlsx', "贺兰县科协", "李示例", DAY)


def written(*words, text=""):
    for word in words:
        said = {**word.facts, "who": word.who, "day": word.day}
        text = add_entry(text, word.kind, said)
    return text


def learnt(text):
    table = TomlTable(tomllib.loads(text), LEARNT)
    words = parse_words(table, text)
    assert list(table.mistakes()) == []
    return [word._replace(line=0) for word in words]


def test_what_is_said_is_read_again_in_its_order():
    assert learnt(written(HEADER, FILE, OPTION)) == [HEADER, FILE, OPTION]


def test_each_word_is_a_sentence():
    assert [str(word) for word in (HEADER, OPTION, FILE)] == [
        "「走访慰问」的表头“撰写人”读作「填报人」",
        "「走访慰问」里对象类别“下基层”读作「一线科技工作者」",
        '文件“报表"三\\.xlsx”归到贺兰县科协',
    ]


def test_what_is_taken_back_leaves_the_comments_of_others():
    text = written(HEADER, OPTION) + "\n# 和县里说好的\n" + written(FILE, text="# 我的\n")
    left = remove_entry(text, OPTION.kind, OPTION.facts)
    assert learnt(left) == [HEADER, FILE]
    assert "# 和县里说好的" in left
    assert "# 我的" in left
    assert remove_entry(written(HEADER), HEADER.kind, HEADER.facts) == INTRODUCTION


def test_nothing_is_taken_back_that_was_not_said():
    text = written(HEADER)
    assert remove_entry(text, OPTION.kind, OPTION.facts) == text


def test_each_word_knows_its_line():
    text = written(HEADER, FILE)
    words = parse_words(TomlTable(tomllib.loads(text), LEARNT), text)
    lines = text.splitlines()
    assert [lines[word.line - 1].split("  ")[0] for word in words] == ["[[headers]]", "[[files]]"]
