"""Rows of weights → their products with 16 lanes, added up in registers: one instruction more for numba to compile.

Imported only where numba is installed (extra `fast`). A loop of Python that numba compiles brings every sum to memory
and back for every input; with sums kept in registers a product takes about as long as the processor must. What numba
keeps of `compiled.py` knows nothing of this file: after a change here, touch that one.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final

from llvmlite import ir
from numba import types
from numba.core import cgutils as _cgutils
from numba.extending import intrinsic

from scanner.detectors.names.chinese.lanes import WIDE

_CGUTILS: Final[Any] = _cgutils  # has no types
ROWS: Final = 4
"""Rows taken together: with 16 lanes their sums fill half of the registers of AVX2."""
_LENGTH: Final = 8
_HALVES: Final = range(0, WIDE, _LENGTH)
_PLACES: Final = [(row, half) for row in range(ROWS) for half in _HALVES]
_VECTOR: Final = ir.VectorType(ir.FloatType(), _LENGTH)
_UNKNOWN: Final = ir.Constant(_VECTOR, ir.Undefined)
_FIRST: Final = ir.Constant(ir.IntType(32), 0)
_ALL_FIRST: Final = ir.Constant(ir.VectorType(ir.IntType(32), _LENGTH), None)


def _add_rows(_typing: Any, sums: Any, row: Any, weights: Any, inputs: Any, count: Any) -> Any:
    """Return the types of `add_rows` and what writes its instructions."""
    return types.void(sums, row, weights, inputs, count), _write


add_rows: Callable[..., Any] = intrinsic(_add_rows)
"""`(sums, row, weights, inputs, count)`: add to `sums[row : row + 4]` of [rows, 16] four rows of weights times inputs.

`weights` [rows / 4, inputs, 4] and `inputs` [inputs, 16] with `count` inputs; all contiguous, which nothing checks.
"""


def _write(context: Any, builder: Any, signature: Any, arguments: Sequence[Any]) -> Any:
    row, count = arguments[1], arguments[4]
    sums, weights, inputs = (
        _CGUTILS.create_struct_proxy(signature.args[place])(context, builder, value=arguments[place]).data
        for place in (0, 2, 3)
    )
    sums = builder.gep(sums, [builder.mul(row, row.type(WIDE))])
    weights = builder.gep(weights, [builder.mul(row, count)])
    pointers = [_pointer(builder, sums, row.type(row_ * WIDE + half)) for row_, half in _PLACES]
    totals = [_loaded(builder, pointer) for pointer in pointers]
    for total, pointer in zip(_added(builder, totals, weights, inputs, count), pointers, strict=True):
        builder.store(total, pointer, align=4)
    return context.get_dummy_value()


def _added(builder: Any, before: Sequence[Any], weights: Any, inputs: Any, count: Any) -> list[Any]:
    """Write the loop over inputs; return the sums behind it."""
    entry, loop, behind = builder.block, *map(builder.append_basic_block, ("inputs", "behind"))
    builder.branch(loop)
    builder.position_at_end(loop)
    place = builder.phi(count.type)
    place.add_incoming(count.type(0), entry)
    totals = [builder.phi(_VECTOR) for _ in before]
    for total, first in zip(totals, before, strict=True):
        total.add_incoming(first, entry)
    here = builder.gep(inputs, [builder.mul(place, place.type(WIDE))])
    given = {half: _loaded(builder, _pointer(builder, here, place.type(half))) for half in _HALVES}
    column = builder.gep(weights, [builder.mul(place, place.type(ROWS))])
    factors = [_repeated(builder, builder.load(builder.gep(column, [place.type(row)]))) for row in range(ROWS)]
    multiply_add = _CGUTILS.get_or_insert_function(
        builder.module, ir.FunctionType(_VECTOR, [_VECTOR] * 3), f"llvm.fmuladd.v{_LENGTH}f32"
    )
    after = [
        builder.call(multiply_add, [factors[row], given[half], total])
        for (row, half), total in zip(_PLACES, totals, strict=True)
    ]
    following = builder.add(place, place.type(1))
    place.add_incoming(following, loop)
    for total, now in zip(totals, after, strict=True):
        total.add_incoming(now, loop)
    builder.cbranch(builder.icmp_signed("<", following, count), loop, behind)
    builder.position_at_end(behind)
    return after


def _pointer(builder: Any, data: Any, place: Any) -> Any:
    return builder.bitcast(builder.gep(data, [place]), _VECTOR.as_pointer())


def _loaded(builder: Any, pointer: Any) -> Any:
    return builder.load(pointer, align=4)


def _repeated(builder: Any, number: Any) -> Any:
    return builder.shuffle_vector(builder.insert_element(_UNKNOWN, number, _FIRST), _UNKNOWN, _ALL_FIRST)
