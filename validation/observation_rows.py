"""Published numbers as rows, and what our simulation says beside them.

A row lives in `observations/*.toml` with its role, set before the first run unless `because` says
otherwise: input (the number's own source), calibrated (used in, or seen before, a choice), predicted,
verification (remembered values and other programs), not tried. Only predicted rows count as support.

Verdicts: *agrees* has the right sign and lies within half an sd or two standard errors of the published
mean, whichever is larger, or inside the published range; *partly* within twice that, or within a quarter
outside the range; a mean without any published spread is *not judged*.

Each stage keeps its judged rows in `results/STAGE.json`; `python validation/observation_rows.py` makes
`TABLE.md` of them all.
"""

from __future__ import annotations

import json
import math
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

HERE = Path(__file__).parent
OBSERVATIONS = HERE / "observations"
RESULTS = HERE / "results"
STAGES = ("nerve", "muscle", "body", "twitch", "why")
ROLES = ("input", "calibrated", "predicted", "verification", "not tried")


@dataclass(frozen=True)
class Row:
    """One published number: a mean with sd or se (and n), or a range, or one bound.

    change: the number is a change, whose sign must be right as well.
    """

    id: str
    quantity: str
    unit: str
    role: str
    paper: str
    who: str
    because: str = ""
    simulate: str = ""
    value: float | None = None
    sd: float | None = None
    se: float | None = None
    n: int | None = None
    change: bool = False
    low: float | None = None
    high: float | None = None

    def measured(self) -> str:
        """The published side in words."""
        if self.value is not None and self.se is not None and self.n is not None:
            return f"{self.value:g} ± {self.se * math.sqrt(self.n):.3g} sd (se {self.se:g}, n {self.n})"
        if self.value is not None and self.sd is not None:
            return f"{self.value:g} ± {self.sd:g} sd" + (f" (n {self.n})" if self.n else "")
        span = ""
        if self.low is not None and self.high is not None:
            span = f"{self.low:g} to {self.high:g}"
        elif self.high is not None:
            span = f"at most {self.high:g}"
        elif self.low is not None:
            span = f"at least {self.low:g}"
        if self.value is None:
            return span or "–"
        return f"{self.value:g} (taken: {span})" if span else f"{self.value:g}"

    def spread(self) -> float | None:
        """Standard deviation between people, from sd or from se and n; None when not published."""
        if self.sd is not None:
            return self.sd
        return None if self.se is None or self.n is None else self.se * math.sqrt(self.n)

    def near(self) -> float | None:
        """How far from the published mean still agrees: half an sd or two standard errors."""
        sd = self.spread()
        if sd is None:
            return None if self.se is None else 2.0 * self.se
        se = sd / math.sqrt(self.n) if self.n else 0.0
        return max(0.5 * sd, 2.0 * se)

    def verdict(self, simulated: float | None) -> str:
        """agrees, partly, disagrees, not judged (nothing published to judge by) or not yet tried."""
        if simulated is None:
            return "not yet tried"
        if math.isnan(simulated):
            return "disagrees"
        near = self.near()
        if self.value is not None and near is not None:
            if self.change and simulated * self.value <= 0.0:
                return "disagrees"
            away = abs(simulated - self.value)
            return "agrees" if away <= near else "partly" if away <= 2.0 * near else "disagrees"
        if self.low is None and self.high is None:
            return "not judged"
        low = -math.inf if self.low is None else self.low
        high = math.inf if self.high is None else self.high
        if low <= simulated <= high:
            return "agrees"
        close = low / 1.25 <= simulated <= high * 1.25 if low > 0 or self.low is None else False
        return "partly" if close else "disagrees"

    def away(self, simulated: float | None) -> str:
        """Distance from the published mean in standard deviations, in words; empty without them."""
        sd = self.spread()
        if simulated is None or self.value is None or not sd:
            return ""
        return f"{(simulated - self.value) / sd:+.1f}"


@dataclass(frozen=True)
class Judged:
    """One line of `TABLE.md`: words only, so that every stage may say its numbers as it must."""

    stage: str
    id: str
    claim: str
    paper: str
    measured: str
    simulated: str
    away: str
    role: str
    verdict: str
    because: str


def judge(stage: str, row: Row, simulated: float | None) -> Judged:
    """One published number beside what the simulation says."""
    unit = f" {row.unit}" if row.unit else ""
    measured, said = row.measured(), "–" if simulated is None else f"{simulated:.3g}{unit}"
    return Judged(
        stage, row.id, row.quantity, row.paper.split(",")[0], measured + (unit if measured != "–" else ""), said,
        row.away(simulated), row.role, row.verdict(simulated), row.because,
    )  # fmt: skip


def keep(stage: str, rows: list[Judged]) -> None:
    """Write the stage's judged rows to `results/STAGE.json`. ValueError for a disagreement without a reason."""
    if stage not in STAGES:
        raise ValueError(f"unknown stage {stage!r}; one of {', '.join(STAGES)}")
    for row in rows:
        if row.role == "predicted" and row.verdict == "disagrees" and not row.because:
            raise ValueError(f"{stage}, {row.id} disagrees and does not say why (because = ...)")
    RESULTS.mkdir(exist_ok=True)
    text = json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1)
    (RESULTS / f"{stage}.json").write_text(text + "\n", "utf-8")


def read_rows(names: Iterable[str]) -> list[Row]:
    """Rows of the named files in `observations/`, in their order; a row may name a paper of its own.

    ValueError for an unknown role.
    """
    found = []
    for name in names:
        read = tomllib.loads((OBSERVATIONS / f"{name}.toml").read_text("utf-8"))
        for row in read["row"]:
            if row["role"] not in ROLES:
                raise ValueError(f"{name}.toml, {row['id']}: unknown role {row['role']!r}")
            found.append(Row(**({"paper": read["paper"], "who": read["who"]} | row)))
    return found


def judged_rows(stage: str, rows: list[Row], simulations: dict[str, Callable[[], float]]) -> list[Judged]:
    """Every row judged; simulations by the name that each row asks for."""
    return [judge(stage, row, simulations[row.simulate]() if row.simulate else None) for row in rows]


def judge_stage(
    stage: str, simulations: dict[str, Callable[[], float]], page: Callable[[list[Judged]], object]
) -> None:
    """Judge every row of `observations/STAGE`, print it, keep the result and write the stage's page."""
    began = time.perf_counter()
    names = sorted(f"{stage}/{path.stem}" for path in (OBSERVATIONS / stage).glob("*.toml"))
    rows = judged_rows(stage, read_rows(names), simulations)
    for row in rows:
        print(
            f"{row.id:6s} {row.role:12s} {row.verdict:14s} {row.measured:32s} {row.simulated:14s} {row.claim}"
        )
    print(summary(rows), f"{time.perf_counter() - began:.0f} s", file=sys.stderr)
    keep(stage, rows)
    page(rows)


def summary(rows: list[Judged]) -> str:
    """How the rows that count (predicted, or not tried) came out, in words."""
    count = Counter(row.verdict for row in rows if row.role in ("predicted", "not tried"))
    return ", ".join(f"{n} {what}" for what, n in sorted(count.items())) or "none"


def table(rows: list[Judged]) -> str:
    """A Markdown table of judged rows and their summary."""
    lines = [
        "| id | claim | paper | measured | simulated | sd away | role | verdict | because |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {r.id} | {r.claim} | {r.paper} | {r.measured} | {r.simulated} | {r.away} | {r.role} | {r.verdict} | {r.because} |"
        for r in rows
    ]
    return "\n".join(lines) + f"\n\nRows that count (predicted or not tried): {summary(rows)}.\n"


def whole_table() -> str:
    """`TABLE.md`: every stage's rows, as last kept."""
    kept = {s: RESULTS / f"{s}.json" for s in STAGES if (RESULTS / f"{s}.json").exists()}
    found = {s: [Judged(**row) for row in json.loads(path.read_text("utf-8"))] for s, path in kept.items()}
    parts = [
        "# The model beside the papers\n",
        "Written by `make validation`. Only *predicted* rows count as support: their roles were set before the first "
        "run. *Input* is a parameter's own source, *calibrated* was used in a fit or seen before a choice, "
        "*verification* is a remembered value or another program. Agrees: right sign, and within half an sd or two "
        "standard errors of the published mean, whichever is larger, or inside the published range.\n",
        "| stage | predicted or not tried |\n|---|---|",
        *[f"| {stage} | {summary(rows)} |" for stage, rows in found.items()],
    ]
    for stage, rows in found.items():
        parts.append(f"\n## {stage.capitalize()}\n\n{table(rows)}")
    return "\n".join(parts)


if __name__ == "__main__":
    (HERE / "TABLE.md").write_text(whole_table(), "utf-8")
