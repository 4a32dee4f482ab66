"""Columns: the features of a candidate by name, in the order that the weights know."""

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.float64]
"""Features, (candidates, columns)."""

LOCAL = (
    "population", "nobody", "city", "admin1", "admin2", "country", "area", "spot", "primary", "capital",
    "unit", "other_unit", "share", "largest", "exact", "state_of_federation", "people", "populous_alias",
    "held", "held_elsewhere", "home_country", "home_unit", "home_near", "home_close", "country_said", "unit_said",
    "primary_big", "homeless_population", "city_like_unit", "unit_like_city", "capital_speaks", "state_abroad_of_home",
)  # fmt: skip
CONTEXT = ("country_share", "unit_share", "nearest", "nearness", "alone_abroad", "abroad_alias")
NAMES = LOCAL + CONTEXT
AT = {name: column for column, name in enumerate(NAMES)}
