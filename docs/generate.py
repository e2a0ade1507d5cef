"""Write the generated parts of README.md and docs/: real output, counts, columns.

Run from the root of the repository: `make docs` (or `python docs/generate.py --check`, which only
says whether something is out of date).
"""

from __future__ import annotations

import ast
import inspect
import io
import itertools
import re
import sys
from pathlib import Path

from rich.console import Console

from myotwitch.body.whole import BodyReadout
from myotwitch.handover import Blood, Circumstances, Drive, Effort, Exchange, Intake, Site
from myotwitch.history.history_file import read_history
from myotwitch.history.history_keys import TABLES, Key
from myotwitch.history.limits import limit, limit_origins
from myotwitch.muscle.whole import MuscleReadout
from myotwitch.person import ALLOWED, CHOICES
from myotwitch.provenance import Origin
from myotwitch.report.numbers import beside_numbers, model_numbers, table_numbers
from myotwitch.report.terminal import show_why
from myotwitch.why.answer import explain

ROOT = Path(__file__).parent.parent
EXAMPLE = "examples/long_hot_run.toml"


def answer() -> str:
    """What `myotwitch why` prints for the example, without the fixed danger line above it."""
    out = io.StringIO()
    show_why(
        explain(read_history(ROOT / EXAMPLE)), Console(file=out, width=80, highlight=False, color_system=None)
    )
    return "```text\n" + out.getvalue().strip() + "\n```"


def counts() -> str:
    """How many numbers have a source: of the answer's equations, of those beside it, and of the tables."""

    def said(numbers: list[Origin]) -> str:
        assumed = sum(o.assumed for o in numbers)
        return f"{len(numbers):,} numbers ({len(numbers) - assumed:,} with a source, {assumed:,} assumed)"

    return (
        f"The equations behind an answer hold {said(model_numbers())}. Equations beside it (recorded signals, "
        f"motor-unit pools, endurance) hold {said(beside_numbers())}, and the tables of exercises, foods, muscles and "
        f"limits hold {said(table_numbers())}. Each assumed number says why it is believed: `myotwitch numbers --assumed`."
    )


def run_columns() -> str:
    """The columns of `myotwitch run`."""
    muscle = [*MuscleReadout._fields, "axon_threshold_ratio", "twitches_per_hour", "noticed_per_hour"]
    lines = ["Body: " + ", ".join(f"`{name}`" for name in ("time_s", *BodyReadout._fields)) + "."]
    lines.append("")
    lines.append("For each muscle, as `NAME.column` (or `NAME.left.column` where the sides differ): "
                 + ", ".join(f"`{name}`" for name in muscle) + ".")  # fmt: skip
    return "\n".join(lines)


_TAKEN = {
    "text": "text", "flag": "true or false", "number": "number", "moment": "time", "texts": "list of texts",
    "table": "{ old = \"new\" }", "fraction": "0.6 or \"60 %\"",
}  # fmt: skip
_LIMIT = {
    ("drink", "volume_L"): "drink_L", ("caffeine", "mg"): "caffeine_mg", ("sleep", "hours"): "sleep_h",
    ("stress", "level"): "stress", ("twitch", "per_minute"): "twitches_per_minute",
}  # fmt: skip


def _allowed(table: str, key: Key) -> str:
    """What a key may hold: its choices, or its range and who drew it."""
    if table == "person" and key.name in CHOICES:
        return " or ".join(CHOICES[key.name])
    if table == "person" and key.name in ALLOWED:
        low, high, unit, _ = ALLOWED[key.name]
        return f"{low:g} to {high:,g} {unit}".strip()
    if table in ("weather", "drink", "caffeine", "sleep", "stress", "twitch"):
        name = _LIMIT.get((table, key.name), key.name)
        if any(o.name == name for o in limit_origins()):
            row = limit(name)
            return f"{row.low:g} to {row.high:,g} {row.unit}".strip()
    return ""


def history_keys() -> str:
    """Every table of the history file with its keys, what is taken, and what is allowed."""
    bracket = {"person": "[{}]", "weather": "[weather]` or `[[{}]]"}
    rows = ["| table | key | what is taken | allowed |", "|---|---|---|---|"]
    for table, keys in TABLES.items():
        name = f"`{bracket.get(table, '[[{}]]').format(table)}`"
        for key in keys:
            taken = _TAKEN.get(key.kind, f"number, or {key.kind} with its unit as `{key.base}`")
            rows.append(f"| {name} | `{key.name}` | {taken} | {_allowed(table, key)} |")
            name = ""
    return "\n".join(rows)


_PLACES = (Intake, Circumstances, Effort, Blood, Exchange, Drive, Site, BodyReadout, MuscleReadout)


def _said_of(kind: type) -> dict[str, str]:
    """The sentence below each field of a named tuple."""
    (tree,) = ast.parse(inspect.getsource(kind)).body
    assert isinstance(tree, ast.ClassDef)
    said = {}
    for field, text in itertools.pairwise(tree.body):
        if isinstance(field, ast.AnnAssign) and isinstance(text, ast.Expr):
            said[field.target.id] = inspect.cleandoc(text.value.value)
    return said


def fields() -> str:
    """Every quantity that a stage hands over or shows, once, and where it stands."""
    where: dict[str, list[str]] = {}
    said: dict[str, str] = {}
    for kind in _PLACES:
        for name in kind._fields:
            where.setdefault(name, []).append(kind.__name__)
        said = _said_of(kind) | said
    rows = ["| name | stands in | remark |", "|---|---|---|"]
    for name in sorted(where, key=str.lower):
        rows.append(f"| `{name}` | {', '.join(where[name])} | {said.get(name, '').replace(chr(10), ' ')} |")
    return "\n".join(rows)


BLOCKS = {
    ("README.md", "answer"): answer,
    ("README.md", "counts"): counts,
    ("docs/run-columns.md", "columns"): run_columns,
    ("docs/history-file.md", "keys"): history_keys,
    ("docs/nomenclature.md", "fields"): fields,
}


def replaced(text: str, name: str, block: str) -> str:
    """The text with one generated block renewed."""
    begin, end = f"<!-- generated: {name} -->", f"<!-- end: {name} -->"
    pattern = re.compile(re.escape(begin) + ".*?" + re.escape(end), re.DOTALL)
    if not pattern.search(text):
        raise ValueError(f"no generated block {name!r}")
    return pattern.sub(lambda _: f"{begin}\n{block}\n{end}", text)


def main() -> int:
    """Renew every block; with --check, only compare. Returns the exit code."""
    stale = []
    for (file, name), make in BLOCKS.items():
        path = ROOT / file
        old = path.read_text("utf-8")
        new = replaced(old, name, make())
        if new != old:
            stale.append(f"{file}: {name}")
            if "--check" not in sys.argv:
                path.write_text(new, "utf-8")
    print("\n".join(stale) or "nothing to renew")  # noqa: T201
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
