"""The nerve against published numbers: `results/nerve.json`, and docs/nerve-validation.md.

Run: python validation/nerve.py       (about a minute)

Rows lie in `observations/nerve_*.toml`; the seventeen norms that the axons were fitted to come from the package.
Every fitted axon is judged by the one rule of `observation_rows.py`. A row *agrees* when nine of ten axons do,
and *partly* when half of them do, so that one lucky axon counts for nothing.
"""

from __future__ import annotations

import dataclasses
import os
import sys
import tomllib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from nerve_discharge import CONDUCTION, DISCHARGE
from nerve_ensemble import Said, said
from nerve_page import page
from observation_rows import Judged, Row, judge, keep, read_rows

from myotwitch.axon.clinical_tests import norms
from myotwitch.axon.ensemble import members
from myotwitch.axon.membrane import AxonParameters
from myotwitch.provenance import ASSUMED, known_sources, short_citation

__all__ = ["FILES", "falsifier_table", "judged", "over_axons"]

FILES = ("nerve_excitability", "nerve_temperature", "nerve_activity", "nerve_ions", "nerve_discharge")
MOST, HALF = 0.9, 0.5


def over_axons(row: Row, told: Sequence[float]) -> str:
    """The verdict on a row that many axons were asked for."""
    each = [row.verdict(value) for value in told]
    if each[0] in ("not judged", "not yet tried"):
        return each[0]
    share = np.mean([verdict == "agrees" for verdict in each])
    return "agrees" if share >= MOST else "partly" if share >= HALF else "disagrees"


def _cited(row: Row) -> Row:
    key, _, read = row.paper.partition(",")
    return dataclasses.replace(
        row, paper=f"{short_citation(key)},{read}" if key in known_sources() else read.strip()
    )


def _judged(row: Row, reference: float, told: Sequence[float]) -> Judged:
    low, middle, high = np.nanquantile(told, [0.1, 0.5, 0.9])
    one = judge("nerve", row, float(middle))
    unit = f" {row.unit}" if row.unit else ""
    spread = f" ({low:.3g} to {high:.3g}), reference {reference:.3g}" if len(told) > 1 else ""
    return dataclasses.replace(
        one, simulated=f"{middle:.3g}{spread}{unit}", verdict=over_axons(row, told), paper=row.paper
    )


def norm_rows() -> list[Row]:
    """The seventeen indices that every axon was fitted to."""
    return [
        Row(id=f"norm_{name}", quantity=norm.published, unit="", role="calibrated", who="healthy adults",
            paper="kiernan2000, remembered" if norm.source == ASSUMED else f"{norm.source}, abstract read",
            value=norm.mean, sd=norm.sd, simulate=name, because="every axon was fitted to it")
        for name, norm in norms().items()
    ]  # fmt: skip


def judged(reference: Said, told: Sequence[Said]) -> list[Judged]:
    """Every row with its verdict."""
    alone = CONDUCTION | DISCHARGE
    found = []
    for plain in [*norm_rows(), *read_rows(FILES)]:
        row, name = _cited(plain), plain.simulate
        if not name:
            found.append(dataclasses.replace(judge("nerve", row, None), paper=row.paper))
        elif name in alone:
            value = alone[name]()
            found.append(_judged(row, value, [value]))
        else:
            values = [one.indices.get(name, one.rows.get(name)) for one in told]
            found.append(_judged(row, reference.indices.get(name, reference.rows.get(name)), values))
    return found


def falsifier_table() -> str:
    """What would falsify the model: where it is tested, or why it cannot be yet."""
    read = tomllib.loads((Path(__file__).parent / "falsifiers.toml").read_text("utf-8"))
    lines = ["| | what would falsify it | tested by, or why it cannot be yet |", "|---|---|---|"]
    for row in read["falsifier"]:
        where = (
            f"`{row['test']}`: {row['says']}"
            if "test" in row
            else f"cannot be tested yet, because {row['because']}"
        )
        lines.append(f"| {row['number']} | {row['claim']} | {where} |")
    return "\n".join(lines)


def main() -> None:
    """Ask every member and the reference, judge, and write."""
    reference = said(AxonParameters())
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        told = list(pool.map(lambda member: said(member.axon), members()))
    rows = judged(reference, told)
    keep("nerve", rows)
    out = Path(__file__).parent.parent / "docs" / "nerve-validation.md"
    out.write_text(page(reference, told, rows, falsifier_table()), "utf-8")
    sys.stderr.write(f"{len(told)} members, {len(rows)} rows; wrote {out.name}\n")


if __name__ == "__main__":
    main()
