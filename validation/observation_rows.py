"""Published numbers as rows, and what our simulation says beside them.

A row lives in `observations/*.toml` with its role, set before the first run unless `because` says
otherwise: input (the number's own source), calibrated (used in, or seen before, a choice), predicted,
verification (remembered values and other programs), not tried. Only predicted rows count as support.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

OBSERVATIONS = Path(__file__).parent / "observations"
ROLES = ("input", "calibrated", "predicted", "verification", "not tried")


@dataclass(frozen=True)
class Row:
    """One published number: a mean with sd, or a range, or one bound."""

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
    low: float | None = None
    high: float | None = None

    def measured(self) -> str:
        """The published side in words."""
        if self.value is not None and self.sd is not None:
            return f"{self.value:g} ± {self.sd:g}"
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

    def verdict(self, simulated: float | None) -> str:
        """agrees, partly, disagrees, or not yet tried."""
        if simulated is None:
            return "not yet tried"
        if self.value is not None and self.sd is not None:
            away = abs(simulated - self.value) / self.sd
            return "agrees" if away <= 0.5 else "partly" if away <= 1.0 else "disagrees"
        low = -float("inf") if self.low is None else self.low
        high = float("inf") if self.high is None else self.high
        if self.value is not None and self.low is None and self.high is None:
            low, high = 0.9 * self.value, 1.1 * self.value
        if low <= simulated <= high:
            return "agrees"
        near = low / 1.25 <= simulated <= high * 1.25 if low > 0 or self.low is None else False
        return "partly" if near else "disagrees"


def read_rows(names: Iterable[str]) -> list[Row]:
    """Rows of the named files in `observations/`, in their order. ValueError for an unknown role."""
    found = []
    for name in names:
        read = tomllib.loads((OBSERVATIONS / f"{name}.toml").read_text("utf-8"))
        for row in read["row"]:
            if row["role"] not in ROLES:
                raise ValueError(f"{name}.toml, {row['id']}: unknown role {row['role']!r}")
            found.append(Row(paper=read["paper"], who=read["who"], **row))
    return found


def table(rows: list[Row], simulations: dict[str, Callable[[], float]]) -> str:
    """A Markdown table of all rows; simulations by the name that each row asks for."""
    lines = [
        "| id | claim | measured | simulated | sd away | role | verdict | because |",
        "|---|---|---|---|---|---|---|---|",
    ]
    count: Counter[str] = Counter()
    for row in rows:
        simulated = simulations[row.simulate]() if row.simulate else None
        verdict = row.verdict(simulated)
        if row.role in ("predicted", "not tried"):
            count[verdict] += 1
        away = ""
        if simulated is not None and row.value is not None and row.sd:
            away = f"{(simulated - row.value) / row.sd:+.1f}"
        said = "–" if simulated is None else f"{simulated:.3g}"
        unit = f" {row.unit}" if row.unit else ""
        measured = row.measured() + (unit if row.measured() != "–" else "")
        lines.append(
            f"| {row.id} | {row.quantity} ({row.paper.split(',')[0]}) | {measured} | {said}{unit if said != '–' else ''} "
            f"| {away} | {row.role} | {verdict} | {row.because} |"
        )
    summary = ", ".join(f"{n} {what}" for what, n in sorted(count.items()))
    return "\n".join(lines) + f"\n\nRows that count (predicted or not tried): {summary}.\n"
