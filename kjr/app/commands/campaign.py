"""``python -m kjr campaign new``: make another year's campaign, asking what is not said."""

import os
from contextlib import closing
from pathlib import Path

from kjr.app import kept_campaign, renewal
from kjr.app import settings as places
from kjr.app.commands.parsing.options import FINE, Arguments, Options
from kjr.campaign.model import Campaign
from kjr.campaign.renewal.questions import QUESTIONS, Question, propose_texts
from kjr.campaign.renewal.renewing import Renewal, renew_campaign
from kjr.campaign.renewal.rosters import Rows
from kjr.campaign.renewal.typed_answers import read_answers, read_year
from kjr.errors import KjrError
from kjr.store.xlsx.worker import Worker

WORDS = "换一年：从一套活动做出另一年、另一个市的，连同空白工作簿"
FLAGS = {key: f"--{key.replace('_', '-')}" for key in QUESTIONS}
ARGUMENTS: Arguments = {
    "what": {"choices": ["new"], "metavar": "new", "help": "new 新建一套"},
    "--to": {"type": Path, "metavar": "文件夹", "help": "写到哪个新文件夹；已有的不动"},
    "--from": {
        "dest": "start",
        "type": Path,
        "metavar": "活动文件夹",
        "help": "从哪一套开始；默认是设置里的",
    },
    "--roster": {
        "type": Path,
        "metavar": "文件",
        "help": "名册：.xlsx、.csv 或粘贴成的 .txt，有单位、类别、县区、别名几列",
    },
    "--yes": {"action": "store_true", "help": "不问，没写的照建议的"},
    **{
        flag: {"metavar": "…", "help": f"{QUESTIONS[key].label}。{QUESTIONS[key].hint}"}
        for key, flag in FLAGS.items()
    },
}


def run(options: Options) -> int:
    """Ask, make, and tell what was made and what is left to do."""
    start_folder = options.start or places.read_settings(os.environ, places.read_secrets()).plan
    start = kept_campaign.read_campaign(start_folder)
    said = {key: getattr(options, key) or "" for key in QUESTIONS}
    roster, folder = options.roster, options.to
    if not options.yes:
        said = _ask_all(start, said)
        roster = roster or _ask_path("名册文件", "回车沿用原来的单位")
        folder = folder or _ask_path("写到哪个新文件夹")
    if folder is None:
        raise KjrError("请用 --to 说明写到哪个新文件夹")
    answers = read_answers(start, said, read_roster_file(roster) if roster else None)
    made = renew_campaign(start, answers)
    renewal.write_renewal(made, folder)
    _tell(made, folder, start_folder)
    return FINE


def read_roster_file(path: Path) -> Rows:
    """The first sheet of a roster; raises KjrError if nobody can read it."""
    try:
        data = path.read_bytes()
    except OSError:
        raise KjrError(f"打不开名册 {path}") from None
    with closing(Worker()) as worker:
        return worker.sheets(data, "")[0].rows


def _ask_all(start: Campaign, said: dict[str, str]) -> dict[str, str]:
    """Every question that was not answered on the command line; Enter takes what is proposed."""
    for key, question in QUESTIONS.items():
        year = read_year(said["year"]) if said["year"] else renewal.suggest_year(start)
        proposed = propose_texts(start, year, said["city"])[key]
        if not said[key] and (key != "renames" or proposed):
            said[key] = _ask(question, proposed)
    return said


def _ask(question: Question, proposed: str) -> str:
    shown = "、".join(proposed.splitlines())
    hint = f"（{question.hint}）" if question.hint else ""
    print(f"{question.label}{hint}{f'【{shown}】' if shown else ''}")
    if not question.is_long:
        return _type() or proposed
    print("  写完空一行；不改直接回车")
    lines = list(iter(_type, ""))
    return "\n".join(lines) or proposed


def _ask_path(label: str, hint: str = "") -> Path | None:
    typed = _ask(Question(label, hint), "")
    return Path(typed).expanduser() if typed else None


def _type() -> str:
    try:
        return input("> ").strip()
    except EOFError:
        return ""


def _tell(made: Renewal, folder: Path, start: Path) -> None:
    print(f"写好 {folder}")
    for file, what in renewal.describe_files(made):
        print(f"  {file}　{what}")
    if made.gone:
        print(f"没有带过来的 {len(made.gone)} 处")
        print("\n".join(f"  {each}" for each in made.gone))
    print(f"还要人定的 {len(made.open)} 处")
    print("\n".join(f"  {each}" for each in made.open) or "  没有")
    print("要看它，设这两项再启动（改完用 doctor 检查）")
    for name, value in renewal.describe_settings(folder.resolve()):
        print(f"  {name}={value}")
    print(f"  python -m kjr doctor --leftovers {start}")
