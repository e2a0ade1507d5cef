"""Other simulators, each in a virtual environment of its own that is made on first use. Development only.

They live in `.peers/` beside this file, or in the folder that MYOTWITCH_PEERS names. Nothing of theirs is
imported by myotwitch.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

__all__ = ["peer"]

PEERS = {"neuron": ["neuron"], "jaxley": ["jaxley"], "pyfibers": ["neuron", "pyfibers"]}


def _made(home: Path, name: str) -> None:
    python = home / "bin" / "python"
    sys.stderr.write(f"  making {name}'s environment ...\n")
    subprocess.run([sys.executable, "-m", "venv", home], check=True, capture_output=True)
    subprocess.run([python, "-m", "pip", "install", "--quiet", *PEERS[name]], check=True, capture_output=True)
    if name == "pyfibers":
        path = {"PATH": f"{home / 'bin'}{os.pathsep}{os.environ['PATH']}"}
        subprocess.run([home / "bin" / "pyfibers_compile"], cwd=home, env=os.environ | path, check=True,
                       capture_output=True)  # fmt: skip
    (home / "made").write_text("", "utf-8")


def peer(name: str) -> tuple[Path | None, str]:
    """The peer's Python, its environment made if need be; None and the reason when it cannot be."""
    home = Path(os.environ.get("MYOTWITCH_PEERS", Path(__file__).parent / ".peers")) / name
    try:
        if not (home / "made").exists():
            _made(home, name)
    except (OSError, subprocess.CalledProcessError) as problem:
        return None, str(problem)
    return home / "bin" / "python", ""
