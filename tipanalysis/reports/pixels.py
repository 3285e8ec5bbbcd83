"""Two pictures compared within a stated tolerance, and the difference drawn.

Pixels of the same numbers differ from one version of matplotlib to the next, in letters and edges.
So both pictures are averaged over 64 columns of square blocks: another version moves no block by
much (49 of 255 at most between 3.10.3 and 3.11.2, measured on the country report), while a bar, a
cell or a word that changed does. With one and the same version hardly anything may move. What is
smaller than a block is caught by the numbers that each figure carries, not by its pixels.
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np

COLUMNS = 64
#: Most that any block may differ, of 255: with another version of matplotlib, and with the same.
TOLERANCE, TOLERANCE_SAME_VERSION = 60, 8
_MOST_PIXELS = 40_000_000


@dataclass(frozen=True)
class Pixels:
    """How far two pictures are apart.

    Attributes
    ----------
    worst : float
        Largest difference of a block, 0 to 255; infinite where shape or format is another.
    identical : bool
        Whether each pixel is the same.
    """

    worst: float
    identical: bool

    def within(self, same_version: bool) -> bool:
        """Whether they show the same, by the stated tolerance."""
        return self.worst <= (TOLERANCE_SAME_VERSION if same_version else TOLERANCE)


def compare(old: bytes, new: bytes) -> Pixels:
    """Compare two PNG pictures; one that cannot be read is as far away as can be.

    Parameters
    ----------
    old, new : bytes
        ``old`` may come from anybody: only PNG is decoded, up to 40 million pixels.
    """
    before, after = picture(old), picture(new)
    if before is None or after is None:
        return Pixels(float("inf"), False)
    identical = before.shape == after.shape and bool((before == after).all())
    shapes = before.shape[0] / before.shape[1], after.shape[0] / after.shape[1]
    if max(shapes) > 1.05 * min(shapes):
        return Pixels(float("inf"), False)
    rows = max(1, round(COLUMNS * shapes[1]))
    apart = np.abs(_blocks(before, rows) - _blocks(after, rows))
    return Pixels(float(apart.max()), identical)


def picture(data: bytes) -> np.ndarray[Any, Any] | None:
    """The pixels of a PNG on white, shape (height, width, 3), 0 to 255; None if it is no PNG."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=["PNG"]) as image:
                if image.width * image.height > _MOST_PIXELS or image.width < 2:
                    return None
                front = image.convert("RGBA")
        white = Image.new("RGBA", front.size, "white")
        return np.asarray(Image.alpha_composite(white, front).convert("RGB"))
    except Exception:  # a decoder fed with anything may raise anything
        return None


def difference(old: bytes, new: bytes) -> bytes | None:
    """A PNG of where two pictures differ: the new one pale, what changed in dark red."""
    before, after = picture(old), picture(new)
    if before is None or after is None:
        return None
    height, width = max(before.shape[0], after.shape[0]), max(before.shape[1], after.shape[1])
    one, other = _padded(before, height, width), _padded(after, height, width)
    apart = np.abs(one.astype(int) - other.astype(int)).max(axis=2) > 24
    pale = 255 - (255 - other.astype(float).mean(axis=2)) * 0.25
    drawn = np.repeat(pale[:, :, None], 3, axis=2)
    drawn[apart] = (176, 0, 32)
    return encoded(drawn)


def encoded(pixels: np.ndarray[Any, Any]) -> bytes:
    """Pixels as a PNG of our own making, with nothing in it but them."""
    from PIL import Image

    made = io.BytesIO()
    Image.fromarray(pixels.astype(np.uint8)).save(made, format="PNG", optimize=True)
    return made.getvalue()


def _blocks(pixels: np.ndarray[Any, Any], rows: int) -> np.ndarray[Any, Any]:
    from PIL import Image

    image = Image.fromarray(pixels).resize((COLUMNS, rows), Image.Resampling.BOX)
    return np.asarray(image, dtype=float)


def _padded(pixels: np.ndarray[Any, Any], height: int, width: int) -> np.ndarray[Any, Any]:
    made = np.full((height, width, 3), 255, dtype=np.uint8)
    made[: pixels.shape[0], : pixels.shape[1]] = pixels
    return made
