"""What the command line says of days that cannot be right, and of questions asked once."""

import json

from tests.app.commands.test_check import at_noon
from tests.store.files import xlsx

HEAD = ("日期", "地点", "对象类别", "带队人", "级别", "走访人次", "开展情况")
WHO = ("示例厂", "一线科技工作者", "示例甲", "市级领导")


def test_a_far_day_is_told_as_one_and_the_same_question_once(run, tmp_path):
    at_noon(tmp_path, 8)
    rows = (
        ("2109-06-03", *WHO, 1, None),
        *(("2019-06-06", *WHO, number, "拟开展") for number in (20, 300, 4000)),
        ("2019-06-09", *WHO, 7, None),
    )
    (tmp_path / "贺兰县科协.xlsx").write_bytes(xlsx({"走访慰问": (HEAD, *rows)}))
    _, out, _ = run("check", "--folder", tmp_path, "--json")
    (sheet,) = json.loads(out)["books"][0]["sheets"]
    assert [each["row"] for each in sheet["entries"] if each.get("misdated")] == [2]
    assert [each["row"] for each in sheet["entries"] if each["planned"]] == [3, 4, 5, 6]
    (asked,) = [each for each in sheet["problems"] if "请核实是否已开展" in each["message"]]
    assert (asked["cell"], asked["others"]) == ("A3", ["A4", "A5"])
    assert asked["message"].endswith("；这张表这样的共3行：第3—5行")
    _, out, _ = run("figures", "--folder", tmp_path, "--json")
    told = json.loads(out)
    (line,) = [each for each in told["indicators"] if each["id"] == "I3"]
    assert (told["misdated"], line["done"], line["planned"]) == (1, 0, 4327)
    said = run("figures", "--folder", tmp_path)[1]
    assert "另有 1 条的日期看起来写错，没有计入" in said
    assert "　拟开展 4,327人次" in said
