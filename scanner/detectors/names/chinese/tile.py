"""Rows of weights → their products with 16 lanes, added up in registers: one instruction more for numba to compile.

Imported only where numba is installed (extra `fast`).
"""

from typing import Any, Final

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

from scanner.detectors.names.chinese.lanes import WIDE

ROWS: Final = 4
"""Rows taken together: with 16 lanes their sums fill half of the registers of AVX2."""
_VECTOR: Final = 8


@intrinsic
def add_rows(typing: Any, sums: Any, row: Any, weights: Any, inputs: Any, count: Any) -> Any:
    """Add to `sums[row : row + 4]` [rows, 16] four rows of `weights` [rows / 4, inputs, 4] times `inputs` [inputs, 16].

    Sums stay in registers from the first input to the last, which no loop of Python is compiled to.
    """
    signature = types.void(sums, row, weights, inputs, count)

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        sums, row, weights, inputs, count = arguments
        kinds = signature.args
        data = [
            cgutils.create_struct_proxy(kind)(context, builder, value=array).data
            for kind, array in ((kinds[0], sums), (kinds[2], weights), (kinds[3], inputs))
        ]
        single, index = ir.FloatType(), row.type
        vector = ir.VectorType(single, _VECTOR)
        kind = ir.FunctionType(vector, [vector] * 3)
        fused = cgutils.get_or_insert_function(builder.module, kind, f"llvm.fmuladd.v{_VECTOR}f32")

        def at(array: int, *places: Any) -> Any:
            place = places[0]
            for each in places[1:]:
                place = builder.add(place, each)
            return builder.gep(data[array], [place])

        def load(pointer: Any) -> Any:
            loaded = builder.load(builder.bitcast(pointer, vector.as_pointer()))
            loaded.align = 4
            return loaded

        def number(value: int) -> Any:
            return ir.Constant(index, value)

        start = builder.mul(row, number(WIDE))
        offsets = [(each, half) for each in range(ROWS) for half in range(WIDE // _VECTOR)]
        places = [number(each * WIDE + half * _VECTOR) for each, half in offsets]
        before = [load(at(0, start, place)) for place in places]
        panel = builder.mul(row, count)
        entry = builder.block
        loop, behind = builder.append_basic_block("inputs"), builder.append_basic_block("behind")
        builder.branch(loop)
        builder.position_at_end(loop)
        step = builder.phi(index)
        step.add_incoming(number(0), entry)
        totals = [builder.phi(vector) for _ in before]
        for total, first in zip(totals, before, strict=True):
            total.add_incoming(first, entry)
        given = [load(at(2, builder.mul(step, number(WIDE)), number(half * _VECTOR))) for half in range(WIDE // _VECTOR)]
        nothing = ir.Constant(vector, ir.Undefined)
        same = ir.Constant(ir.VectorType(ir.IntType(32), _VECTOR), None)
        factors = []
        for each in range(ROWS):
            factor = builder.load(at(1, panel, builder.mul(step, number(ROWS)), number(each)))
            one = builder.insert_element(nothing, factor, ir.Constant(ir.IntType(32), 0))
            factors.append(builder.shuffle_vector(one, nothing, same))
        sums_now = [
            builder.call(fused, [factors[each], given[half], total])
            for (each, half), total in zip(offsets, totals, strict=True)
        ]
        following = builder.add(step, number(1))
        step.add_incoming(following, loop)
        for total, now in zip(totals, sums_now, strict=True):
            total.add_incoming(now, loop)
        builder.cbranch(builder.icmp_signed("<", following, count), loop, behind)
        builder.position_at_end(behind)
        for now, place in zip(sums_now, places, strict=True):
            pointer = builder.bitcast(at(0, start, place), vector.as_pointer())
            builder.store(now, pointer).align = 4
        return context.get_dummy_value()

    return signature, generate
