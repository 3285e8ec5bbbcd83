"""What several tests share: the real data, loaded once, and the folders of the checkout."""

from pathlib import Path

import matplotlib
import pytest

from tipanalysis.dataset import Dataset, load

matplotlib.use("Agg")
ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def data() -> Dataset:
    """The data of this checkout."""
    return load(ROOT / "data")
