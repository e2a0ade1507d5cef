"""Reading a small text file without harm: size, kind and encoding are looked at first."""

from __future__ import annotations

from pathlib import Path

from myotwitch.refusal import Door, Refusal, nearest

__all__ = ["read_text"]


def read_text(path: Path, largest_bytes: int, called: str) -> str:
    """The text of a file.

    Parameters
    ----------
    largest_bytes: more is refused before it is read.
    called: what the file should be, for the message ("a history file").

    Raises
    ------
    Refusal: missing, a directory or device, too large, empty, not UTF-8 (door UNREADABLE).
    """
    try:
        if path.is_dir():
            raise _no(path, "is a directory", called, f"give a file inside {path.name}.")
        if not path.exists():
            guess = (
                nearest(path.name, [p.name for p in path.parent.iterdir()]) if path.parent.is_dir() else None
            )
            raise _no(
                path, "does not exist", called, f"did you mean {guess}?" if guess else "check the path."
            )
        if not path.is_file():
            raise _no(path, "is not an ordinary file", called, "give an ordinary file.")
        size = path.stat().st_size
        if size > largest_bytes:
            raise _no(
                path, f"is too large: {size / 1e6:,.1f} MB", called, "check that this is the right file.",
                allowed=f"{called} of up to {largest_bytes / 1e6:,.1f} MB.",
            )  # fmt: skip
        with path.open("rb") as file:
            raw = file.read(largest_bytes + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "the path is not valid"
        raise _no(
            path, f"cannot be opened ({reason})", called, "check the path and its permissions."
        ) from None
    if not raw.strip():
        raise _no(path, "is empty", called, "check that the file was saved or copied completely.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _no(
            path, f"is not UTF-8 text (byte {error.start:,})", called, "save it as UTF-8 text; workout files go into [[session]] file = ..."
        ) from None  # fmt: skip


def _no(path: Path, what: str, called: str, next_step: str, *, allowed: str = "") -> Refusal:
    return Refusal(
        f"{str(path)[:200]} {what}.",
        allowed=allowed or f"{called}.",
        next_step=next_step,
        door=Door.UNREADABLE,
    )
