"""What arrays are called here: of numbers, of whole numbers, of yes and no."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Wholes = npt.NDArray[np.int64]
Places = npt.NDArray[np.int32]
Votes = npt.NDArray[np.int8]
Flags = npt.NDArray[np.bool_]

NOBODY = -1
"""The group of who is in none."""
