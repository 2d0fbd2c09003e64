"""``python -m kjr demo``: write the example workbooks."""

from kjr.app import demo
from kjr.app import settings as places
from kjr.app.commands.options import FINE, Arguments, Options
from kjr.campaign import loading

WORDS = "生成示例工作簿（示例数据）"
ARGUMENTS: Arguments = {
    "--folder": {"help": "默认 var/example"},
    "--seed": {"type": int, "default": 1, "metavar": "N", "help": "种子相同，内容相同"},
    "--units": {"type": int, "default": 112, "metavar": "N", "help": "应报单位数"},
}


def run(options: Options) -> int:
    """Write them, and say how to look at them."""
    folder = options.folder or places.EXAMPLE
    demo.write_example(
        loading.load_campaign(places.CAMPAIGN), folder, seed=options.seed, units=options.units
    )
    print(f"示例工作簿写在 {folder}。要看它，设 KJR_FOLDER 为这个文件夹，再启动看板。")
    return FINE
