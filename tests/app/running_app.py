"""A running app as `myotwitch` starts it, and the browser of this computer."""

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)


def start_app(folder, *arguments, **environment):
    """A running app as `myotwitch` starts it: its process, addresses and keys."""
    told = {
        **os.environ,
        "MYOTWITCH_JOURNAL": str(Path(folder) / "journal.sqlite"),
        "PYTHONUNBUFFERED": "1",
        **environment,
    }
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-c", "from myotwitch.cli import main; main()", "--no-browser", "--port", "0", *arguments],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=told,
    )  # fmt: skip
    lines = [process.stdout.readline() for _ in range(3)]
    started_s = time.perf_counter() - begun
    opening = re.search(r"http://\S+", lines[0])[0]
    return SimpleNamespace(
        process=process, opening=opening, address=opening.split("?")[0], started_s=started_s, lines=lines,
        api_key=lines[2].split()[-1], journal=Path(folder) / "journal.sqlite",
    )  # fmt: skip


def stop_app(app):
    app.process.kill()
    app.process.wait()
    app.process.stdout.close()
