"""Made numbers of Europe, all of them."""

from made.europe_east import EAST
from made.europe_north import NORTH
from made.europe_south import SOUTH
from made.europe_west import WEST
from made.shape import Made

MADE: tuple[Made, ...] = (*WEST, *NORTH, *SOUTH, *EAST)
