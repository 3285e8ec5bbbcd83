"""``python -m tipanalysis.cli`` does what ``tipanalysis`` does."""

from tipanalysis.cli import main

main()
