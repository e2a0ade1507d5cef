"""How one scalar physics function becomes fast code.

`@physics` marks a pure function of numbers and named tuples. The same text is compiled for the
CPU by Numba; `device()` compiles it for a GPU where one is present. The compiled code is kept
between runs in a folder named after the text of every source file, because Numba's own cache
looks only at the file of the outer function and would keep stale inner ones.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import platformdirs

__all__ = ["algebra", "cache_folder", "device", "physics", "state_from", "write_into"]

F = TypeVar("F", bound=Callable[..., Any])


_COMPILED = ("kernels.py", "handover.py", "body", "muscle", "axon", "twitch", "course")


def _fingerprint() -> str:
    house = Path(__file__).parent
    digest = hashlib.sha256()
    for room in _COMPILED:
        place = house / room
        for path in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def cache_folder() -> Path:
    """Where compiled code of exactly this source is kept."""
    root = os.environ.get("MYOTWITCH_CACHE") or platformdirs.user_cache_dir("myotwitch")
    return Path(root) / "compiled" / _fingerprint()


os.environ.setdefault("NUMBA_CACHE_DIR", str(cache_folder()))

import numba  # noqa: E402  the cache folder must be set before
from numba.core import cgutils, types  # noqa: E402
from numba.core.errors import RequireLiteralValue  # noqa: E402
from numba.extending import intrinsic  # noqa: E402
from numba.np.arrayobj import load_item, make_array  # noqa: E402


def physics(function: F) -> F:
    """Compile a pure scalar function for the CPU, without the interpreter lock."""
    return cast(F, numba.njit(cache=True, nogil=True, error_model="numpy")(function))


def device(function: F) -> F:
    """The same physics function as GPU device code (needs numba-cuda and a GPU)."""
    from numba import cuda

    return cast(F, cuda.jit(device=True)(getattr(function, "py_func", function)))  # type: ignore[no-untyped-call]


def algebra(function: F) -> F:
    """Compile a loop of sums whose order does not matter, so that it may use vector instructions."""
    allowed = {"reassoc", "contract"}
    return cast(F, numba.njit(cache=True, nogil=True, error_model="numpy", fastmath=allowed)(function))


@intrinsic
def state_from(typing_context: Any, vector: Any, n: Any) -> Any:
    """`State(*state_from(vector, n))` inside a physics function: the first n numbers as a tuple.

    Numba's own `to_fixed_tuple` copies the whole tuple once for each number, which costs more than
    the physics of a large state; this reads each number once.
    """
    if not isinstance(n, types.IntegerLiteral):
        raise RequireLiteralValue("state_from: the number of states must be a literal")
    size = int(n.literal_value)
    signature = types.UniTuple(vector.dtype, size)(vector, n)  # type: ignore[no-untyped-call]

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        kind = signature.args[0]
        array = make_array(kind)(context, builder, arguments[0])  # type: ignore[no-untyped-call]
        read = []
        for i in range(size):
            index = [context.get_constant(types.intp, i)]
            place = cgutils.get_item_pointer(context, builder, kind, array, index)  # type: ignore[no-untyped-call]
            read.append(load_item(context, builder, kind, place))  # type: ignore[no-untyped-call]
        return context.make_tuple(builder, signature.return_type, read)

    return signature, generate


@physics
def write_into(vector: Any, at: int, state: Any) -> None:
    """Write a named tuple of floats into `vector`, starting at index `at`."""
    for i in range(len(state)):
        vector[at + i] = state[i]
