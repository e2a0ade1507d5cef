"""`python -m myotwitch.triage [ANSWERS.yaml] [--json]`: the safety check alone."""

from __future__ import annotations

import datetime
import sys

from myotwitch.refusal import Door, Refusal
from myotwitch.triage.door import RED_FLAG, decide_file, is_red_flag, run_interactive, shown


def main(arguments: list[str]) -> int:
    """Run the check; returns the exit code."""
    known = {"--json", "--fail-on-red-flag"}
    paths = [a for a in arguments if not a.startswith("-")]
    if (
        any(a.startswith("-") and a not in known for a in arguments)
        or len(paths) > 1
        or ("--json" in arguments and not paths)
    ):
        sys.stderr.write("usage: python -m myotwitch.triage [ANSWERS.yaml [--json]] [--fail-on-red-flag]\n")
        return Door.USAGE
    today = datetime.date.today()
    try:
        decision = decide_file(paths[0], today) if paths else run_interactive(today)
    except Refusal as refusal:
        sys.stderr.write(f"{refusal}\n")
        return refusal.door
    except (KeyboardInterrupt, EOFError):
        sys.stderr.write("\nStopped. Nothing was stored.\n")
        return Door.INTERRUPTED
    if paths:
        sys.stdout.write(shown(decision, "--json" in arguments))
    return RED_FLAG if "--fail-on-red-flag" in arguments and is_red_flag(decision) else Door.DONE


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
