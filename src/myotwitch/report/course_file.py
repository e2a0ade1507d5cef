"""A course as a table on disk: CSV, Parquet or netCDF."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

from myotwitch.course.result import Course
from myotwitch.refusal import Door, Refusal

__all__ = ["check_place", "columns", "half_written", "write_course"]

_KINDS = (".csv", ".parquet", ".nc")


def check_place(out: Path) -> None:
    """Refuse a place that cannot be written, before any work is done."""
    if out.suffix.lower() not in _KINDS:
        raise Refusal(
            f"--out {out.name!r} does not say which kind of table to write.",
            allowed="a name that ends in .csv, .parquet or .nc.", next_step="try --out course.csv.", door=Door.USAGE,
        )  # fmt: skip
    if out.is_dir() or not out.absolute().parent.is_dir():
        raise Refusal(
            f"{out} cannot be written: {'it is a folder' if out.is_dir() else 'its folder does not exist'}.",
            next_step="choose a file name in a folder that exists.", door=Door.USAGE,
        )  # fmt: skip
    if out.suffix.lower() == ".parquet":
        from importlib.util import find_spec

        if find_spec("pyarrow") is None:
            raise Refusal(
                "writing .parquet needs the package pyarrow, which is not installed.",
                next_step=f'run: pip install "myotwitch[tables]", or choose --out {out.stem}.csv.', door=Door.USAGE,
            )  # fmt: skip


def columns(course: Course) -> dict[str, np.ndarray]:
    """Every column of the course, in order: time_s, body, then each muscle as NAME.column."""
    table = {"time_s": course.time_s, **course.body()}
    for group, side, name in course.places():
        table |= {f"{name}.{column}": series for column, series in course.muscle(group, side).items()}
    return table


def half_written(out: Path) -> Path:
    """Where a course stands until it is complete."""
    return out.with_name(out.name + ".part")


def write_course(course: Course, out: Path) -> int:
    """Write the course; returns the number of rows. Nothing half-written is left behind."""
    kind = out.suffix.lower()
    part = half_written(out)
    try:
        if kind == ".nc":
            course.dataset.to_netcdf(part, engine="scipy", format="NETCDF3_64BIT")
        else:
            table = columns(course)
            if kind == ".csv":
                _write_csv(table, part)
            else:
                from pyarrow import parquet
                from pyarrow import table as pyarrow_table

                parquet.write_table(pyarrow_table(table), part)
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)
    return len(course.time_s)


def _write_csv(table: dict[str, np.ndarray], part: Path) -> None:
    with part.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(table)
        writer.writerows([f"{value:.7g}" for value in row] for row in np.column_stack(list(table.values())))
