"""What several tests share: the real data, loaded once, and the folders of the checkout."""

from collections.abc import Iterator
from pathlib import Path

import matplotlib
import matplotlib.pyplot as plt
import pytest

from tipanalysis.dataset import Dataset, load

matplotlib.use("Agg")
ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def data() -> Dataset:
    """The data of this checkout."""
    return load(ROOT / "data")


@pytest.fixture
def close_figures() -> Iterator[None]:
    """No figure of a test is left open."""
    yield
    plt.close("all")
