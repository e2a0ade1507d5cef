"""Keep the last figures of each benchmark in `results.json`, under its name."""

from __future__ import annotations

import json
import platform
from datetime import date
from pathlib import Path

RESULTS = Path(__file__).parent / "results.json"


def processor():
    """The processor by its own name, as far as the system tells."""
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text("utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor()


def keep(name, figures):
    """Replace what is kept under this name; other benchmarks stay."""
    kept = json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else {}
    kept[name] = {"date": date.today().isoformat(), "processor": processor(), **figures}
    text = json.dumps(dict(sorted(kept.items())), indent=1, ensure_ascii=False)
    RESULTS.write_text(text + "\n", "utf-8")
