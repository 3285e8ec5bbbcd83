"""Two pictures compared within a stated tolerance, and the difference drawn.

Pixels of the same numbers differ from one version of matplotlib to the next: letters are drawn
anew, and axes shift with the width of their labels. So both pictures are drawn 500 pixels wide, and
each pixel of one must lie between the darkest and the lightest that the other has within 12 pixels
of it; what is beyond, averaged over 5 by 5 pixels, is how far they are apart. The figures of a
report came no further than 27 of 255 between matplotlib 3.10.3 and 3.11.2, and between 100 and 130
dots per inch. A marker that is taken away or moved by a thirtieth of the width came to 147 and
more, a cell in the colour of another tier to 185. With one and the same version nothing may shift.
What is smaller than that is caught by the numbers that each figure carries, not by its pixels.
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np

#: Width at which pictures are compared, how far a thing may shift there, and the square averaged.
WIDTH, REACH, SQUARE = 500, 12, 5
#: Most that two pictures may be apart, of 255: from other drawing code, and from the same.
TOLERANCE, TOLERANCE_SAME_CODE = 40, 8
_MOST_PIXELS = 40_000_000
_MOST_APART_IN_SHAPE = 1.05


@dataclass(frozen=True)
class Pixels:
    """How far two pictures are apart.

    Attributes
    ----------
    apart : float
        By the measure above, 0 to 255; infinite where the shape or format is another.
    tolerance : int
        The most that is still the same picture.
    identical : bool
        Whether each pixel is the same.
    """

    apart: float
    tolerance: int
    identical: bool

    @property
    def same(self) -> bool:
        """Whether they show the same, by the stated tolerance."""
        return self.apart <= self.tolerance


def compare(old: bytes, new: bytes, same_code: bool = True) -> Pixels:
    """Compare two PNG pictures; one that cannot be read is as far away as can be.

    Parameters
    ----------
    old, new : bytes
        ``old`` may come from anybody: only PNG is decoded, up to 40 million pixels. Of another
        size (dots per inch), both are brought to the same.
    same_code : bool
        Whether both are said to be drawn by the same code and version of matplotlib: then nothing
        may shift, and less may differ. If their sizes in pixels differ, they were not.
    """
    before, after = picture(old), picture(new)
    if before is not None and after is not None and before.shape != after.shape:
        same_code = False
    limit = TOLERANCE_SAME_CODE if same_code else TOLERANCE
    if before is None or after is None:
        return Pixels(float("inf"), limit, False)
    if before.shape == after.shape and bool((before == after).all()):
        return Pixels(0.0, limit, True)
    shapes = before.shape[0] / before.shape[1], after.shape[0] / after.shape[1]
    if max(shapes) > _MOST_APART_IN_SHAPE * min(shapes):
        return Pixels(float("inf"), limit, False)
    height = max(1, round(WIDTH * shapes[1]))
    pair = _drawn(before, height), _drawn(after, height)
    return Pixels(_apart(*pair, 0 if same_code else REACH), limit, False)


def _drawn(pixels: np.ndarray[Any, Any], height: int) -> np.ndarray[Any, Any]:
    from PIL import Image

    smaller = pixels.shape[1] >= WIDTH
    how = Image.Resampling.BOX if smaller else Image.Resampling.BICUBIC
    return np.asarray(Image.fromarray(pixels).resize((WIDTH, height), how), dtype=np.float32)


def _apart(one: np.ndarray[Any, Any], other: np.ndarray[Any, Any], reach: int) -> float:
    """The largest average over a square of what no pixel within reach explains."""
    from scipy.ndimage import maximum_filter, minimum_filter, uniform_filter

    around = (2 * reach + 1, 2 * reach + 1, 1)
    beyond = np.zeros_like(one)
    for before, after in ((one, other), (other, one)):
        over = after - maximum_filter(before, around)
        under = minimum_filter(before, around) - after
        beyond = np.maximum(beyond, np.maximum(over, under))
    return float(uniform_filter(beyond, (SQUARE, SQUARE, 1)).max())


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


def _padded(pixels: np.ndarray[Any, Any], height: int, width: int) -> np.ndarray[Any, Any]:
    made = np.full((height, width, 3), 255, dtype=np.uint8)
    made[: pixels.shape[0], : pixels.shape[1]] = pixels
    return made
