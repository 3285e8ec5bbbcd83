"""Pixels as a PNG file.

matplotlib and Pillow choose for each row how it is packed best, which takes as long as drawing
half a figure. Where most is paper, rows as they are take half the time and pack as well.
"""

from __future__ import annotations

import io
import struct
import zlib

import numpy as np
from numpy.typing import NDArray
from PIL.PngImagePlugin import putchunk

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_INCH = 0.0254
#: Bits a channel; what each number of channels is called in the file.
_BITS, _COLOURS = 8, {3: 2, 4: 6}
_LEVEL = 3


def as_png(pixels: NDArray[np.uint8], dpi: float) -> bytes:
    """A picture as the bytes of a PNG file; the same pixels give the same bytes.

    Parameters
    ----------
    pixels : array of uint8
        Rows, columns, channels: red, green, blue and, if there is one, how opaque.
    dpi : float
        Pixels an inch.

    Returns
    -------
    bytes
        PNG, 8 bits a channel, no row filtered (W3C, Portable Network Graphics, third edition).

    Examples
    --------
    >>> as_png(np.zeros((2, 3, 3), np.uint8), 130)[1:4]
    b'PNG'
    """
    height, width, channels = pixels.shape
    rows = np.zeros((height, 1 + width * channels), np.uint8)  # each begins with: not filtered
    rows[:, 1:] = pixels.reshape(height, -1)
    about = struct.pack(">IIBBBBB", width, height, _BITS, _COLOURS[channels], 0, 0, 0)
    metre = round(dpi / _INCH)
    made = io.BytesIO(_SIGNATURE)
    made.seek(len(_SIGNATURE))
    putchunk(made, b"IHDR", about)
    putchunk(made, b"pHYs", struct.pack(">IIB", metre, metre, 1))
    putchunk(made, b"IDAT", zlib.compress(rows.tobytes(), _LEVEL))
    putchunk(made, b"IEND")
    return made.getvalue()
