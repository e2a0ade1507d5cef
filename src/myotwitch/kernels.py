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

__all__ = [
    "algebra",
    "cache_folder",
    "device",
    "exponential",
    "inlined",
    "physics",
    "state_from",
    "write_into",
]

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
import numpy as np  # noqa: E402
from numba.core import cgutils, types  # noqa: E402
from numba.core.errors import RequireLiteralValue  # noqa: E402
from numba.extending import intrinsic  # noqa: E402
from numba.np.arrayobj import load_item, make_array  # noqa: E402


def physics(function: F) -> F:
    """Compile a pure scalar function for the CPU, without the interpreter lock."""
    return cast(F, numba.njit(cache=True, nogil=True, error_model="numpy")(function))


def inlined(function: F) -> F:
    """`physics` that is always written into its caller, so that a loop over many lanes can use vectors."""
    return cast(
        F,
        numba.njit(
            cache=True, nogil=True, error_model="numpy", fastmath={"contract", "arcp"}, forceinline=True
        )(function),
    )


def device(function: F) -> F:
    """The same physics function as GPU device code (needs numba-cuda and a GPU)."""
    from numba import cuda

    return cast(F, cuda.jit(device=True)(getattr(function, "py_func", function)))  # type: ignore[no-untyped-call]


def algebra(function: F) -> F:
    """Compile a loop of sums whose order does not matter, so that it may use vector instructions."""
    allowed = {"reassoc", "contract"}
    return cast(F, numba.njit(cache=True, nogil=True, error_model="numpy", fastmath=allowed)(function))


_PER_LN2, _LN2_HIGH, _LN2_LOW = 1.4426950408889634, 0.6931471805598903, 5.497923018708371e-14
_ROUNDER = 6755399441055744.0
"""1.5 times two to the 52nd: adding it leaves the nearest whole number in the lowest bits."""


@numba.njit(cache=True, nogil=True, error_model="numpy", fastmath={"contract", "arcp"}, forceinline=True)
def exponential(x: float) -> float:
    """e to the power x within 3e-16 of its size, without a call, so that loops over many nodes use vectors.

    Taylor's series of the rest after powers of two are split off. Below -700 and above 700 it stays
    where it is there.
    """
    y = 700.0 if x > 700.0 else (-700.0 if x < -700.0 else x)
    shifted = np.float64(y * _PER_LN2 + _ROUNDER)
    twos = shifted - _ROUNDER
    r = y - twos * _LN2_HIGH - twos * _LN2_LOW
    r2 = r * r
    r4 = r2 * r2
    low = (1.0 + r) + r2 * (1.0 / 2.0 + r * (1.0 / 6.0))
    middle = (1.0 / 24.0 + r * (1.0 / 120.0)) + r2 * (1.0 / 720.0 + r * (1.0 / 5040.0))
    high = (1.0 / 40320.0 + r * (1.0 / 362880.0)) + r2 * (1.0 / 3628800.0 + r * (1.0 / 39916800.0))
    series = low + r4 * (middle + r4 * (high + r4 * (1.0 / 479001600.0)))
    power = np.int64((shifted.view(np.int64) + np.int64(1023)) << np.int64(52))
    return series * power.view(np.float64)


@intrinsic
def _first_numbers(typing_context: Any, vector: Any, n: Any) -> Any:
    """The first n numbers of a vector as a tuple.

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


state_from: Callable[[Any, int], tuple[Any, ...]] = cast(Any, _first_numbers)
"""`State(*state_from(vector, n))` inside a physics function: the first n numbers as a tuple."""


@physics
def write_into(vector: Any, at: int, state: Any) -> None:
    """Write a named tuple of floats into `vector`, starting at index `at`."""
    for i in range(len(state)):
        vector[at + i] = state[i]
