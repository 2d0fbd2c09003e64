"""Answer the page 换一年 as a clerk of an invented city does, for pictures and tests."""

from __future__ import annotations

from typing import Final

from playwright.sync_api import Page

from tools.browsing import settle

DISTRICTS: Final = ("江东区", "江西区", "云台区", "清水县", "长岭县", "市直")
PASTED: Final = "粘贴名册（从 Excel/WPS 复制的一块，一行一家）"
ANSWERS: Final = {
    "年份": "2026",
    "城市": "云州市",
    "承办": "云州市科协普及部",
    "总结报给谁": "江北省科协",
    "主题": "科技报国",
    "活动从哪天": "5月25日",
    "活动到哪天": "6月8日",
    "总结截止日": "6月12日",
    "地方": "\n".join(DISTRICTS),
    "新加的台账": "科普阵地＝主题活动＝6",
    "同期的日子": "科技活动周 5月23日-30日 写进总结\n儿童节 6月1日",
}


def list_roster() -> list[tuple[str, ...]]:
    """Thirty invented units, as they stand in Excel."""
    rows = [("单位名称", "类别", "县区", "别名", "应报")]
    rows.append(("云州市科协机关", "市科协机关", "市直", "", "否"))
    rows += [(f"{name}科协", "县（市）区科协", name, "", "") for name in DISTRICTS[:-1]]
    rows += [(f"云州市第{n}学会", "市属学会", "市直", "", "") for n in range(1, 15)]
    rows += [(f"第{n}公司科协", "企业科协", DISTRICTS[n % 5], "", "") for n in range(1, 11)]
    return rows


def answer_questions(page: Page) -> None:
    """Start from the plan that comes along, and type everything the new city has of its own."""
    start = page.get_by_role("combobox", name="从哪一套开始")
    start.wait_for(timeout=120_000)
    settle(page)
    start.click()
    page.get_by_role("option").filter(has_text="科技工作者日").last.click()
    settle(page)
    for label, text in ANSWERS.items():
        type_answer(page, label, text)
    type_answer(page, PASTED, "\n".join("\t".join(row) for row in list_roster()))


def type_answer(page: Page, label: str, text: str) -> None:
    """Type into a field and leave it."""
    page.get_by_label(label, exact=True).fill(text)
    page.keyboard.press("Tab")
    settle(page)


def show_names(page: Page) -> None:
    """The answered questions from the first one on."""
    answer_questions(page)
    page.get_by_text("不写的照灰字").scroll_into_view_if_needed()


def press_make(page: Page) -> None:
    """Make the folder, and wait until it is said what was made."""
    page.get_by_role("button", name="生成新的活动文件夹").click()
    page.get_by_text("看它，发出去").wait_for(timeout=60_000)
    settle(page)


def make_city(page: Page) -> None:
    """All of it, down to what is left to settle."""
    answer_questions(page)
    press_make(page)
    page.get_by_text("还要人定的").scroll_into_view_if_needed()
