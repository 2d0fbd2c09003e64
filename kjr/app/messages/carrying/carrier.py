"""Carries messages out: one line of JSON in, one out.

It is a process of its own, so that one that hangs can be ended, the app starts without apprise,
and every name looked up here can be held against the networks that may be sent to: what is
connected to is what was looked at.  apprise says only whether a message went, and takes a robot's
refusal in a 200 for a success; so the answer itself is read.
"""

import json
import sys

from kjr.app.messages.carrying.answers import judge_trace
from kjr.app.messages.carrying.outcomes import Outcome, Report
from kjr.app.messages.carrying.plugins import Job, bind_plugin, call_nobody
from kjr.app.messages.carrying.watching import Trace, guard_names, watch_answers
from kjr.app.messages.ways import WayKind


def main() -> None:
    """Say that it is ready, then carry what comes in, until nothing comes."""
    import apprise  # noqa: F401 - whoever cannot load it says so before anything is handed over

    sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    print("ready", flush=True)
    for line in sys.stdin:
        print(json.dumps(carry(json.loads(line))), flush=True)


def carry(job: Job) -> Report:
    """Send one message and say what became of it."""
    trace = Trace()
    with guard_names(job["networks"], trace), watch_answers(trace):
        try:
            send = bind_plugin(job)
        except Exception as error:
            return Report(Outcome.FINAL, f"地址不合用（{type(error).__name__}）")
        send(body=call_nobody(job["text"]), title=call_nobody(job["title"]))
    return judge_trace(WayKind(job["kind"]), trace)


if __name__ == "__main__":
    main()
