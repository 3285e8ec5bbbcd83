"""Choose a country, an edition, peers and themes, and see card, strips, themes and map change."""

from tipanalysis.explorer.controls import Explorer, explore
from tipanalysis.explorer.views import VIEWS, Choice, view

__all__ = ["Choice", "Explorer", "VIEWS", "explore", "view"]
