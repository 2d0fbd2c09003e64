"""``python -m kjr demo``: write the example workbooks of the campaign in force."""

import os

from kjr.app import demo, kept_campaign
from kjr.app import settings as places
from kjr.app.commands.parsing.options import FINE, Arguments, Options

WORDS = "生成示例工作簿（示例数据）"
ARGUMENTS: Arguments = {
    "--folder": {"help": "默认 var/example"},
    "--campaign": {"help": "按哪个活动文件夹；默认是设置里的"},
    "--seed": {"type": int, "default": 1, "metavar": "N", "help": "种子相同，内容相同"},
    "--units": {"type": int, "metavar": "N", "help": "应报单位数；不写，短的名册补到 112 家"},
}


def run(options: Options) -> int:
    """Write them, and say how to look at them."""
    settings = places.read_settings(os.environ, places.read_secrets())
    folder = options.folder or (settings.folder if settings.is_example else places.EXAMPLE)
    plan = kept_campaign.read_campaign(options.campaign or settings.plan)
    demo.write_example(plan, folder, seed=options.seed, units=options.units)
    print(f"示例工作簿写在 {folder}。要看它，设 KJR_FOLDER 为这个文件夹，再启动看板。")
    return FINE
