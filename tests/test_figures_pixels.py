"""Pixels packed by us are the pixels that any reader of PNG unpacks."""

import io
import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray
from PIL import Image

from tipanalysis.figures.pixels import as_png

PICTURES = st.tuples(st.integers(1, 9), st.integers(1, 9), st.sampled_from([3, 4])).flatmap(
    lambda shape: arrays(np.uint8, shape)
)


@given(PICTURES)
def test_a_picture_is_read_back_as_it_was(pixels: NDArray[np.uint8]) -> None:
    picture = Image.open(io.BytesIO(as_png(pixels, 130)))
    picture.verify()  # the sums that guard each part
    picture = Image.open(io.BytesIO(as_png(pixels, 130)))
    assert picture.mode == {3: "RGB", 4: "RGBA"}[pixels.shape[2]]
    assert np.array_equal(np.asarray(picture), pixels)


def test_a_part_of_an_array_is_written_as_it_looks() -> None:
    opaque = np.arange(48, dtype=np.uint8).reshape(3, 4, 4)
    picture = Image.open(io.BytesIO(as_png(opaque[:, :, :3], 130)))
    assert np.array_equal(np.asarray(picture), opaque[:, :, :3])


def test_it_says_how_large_it_is_on_paper() -> None:
    written = as_png(np.zeros((2, 2, 3), np.uint8), 130)
    at = written.index(b"pHYs") + 4
    # 130 an inch of 0.0254 metres are 5118.1 a metre
    assert struct.unpack(">IIB", written[at : at + 9]) == (5118, 5118, 1)


def test_grey_is_not_ours_to_write() -> None:
    with pytest.raises(KeyError):
        as_png(np.zeros((2, 2, 1), np.uint8), 130)
