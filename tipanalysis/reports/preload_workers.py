"""What a worker needs besides its kernels, imported once, in the process that it is forked from.

Importing this module, after `preload`, is all it does.
"""

from __future__ import annotations

import gc
from contextlib import suppress

import nbclient
import nbconvert.exporters.templateexporter
import papermill

import tipanalysis.reports.page
import tipanalysis.reports.run
from tipanalysis.schema import find_folder, read_package, read_table

__all__ = ["nbclient", "nbconvert", "papermill", "tipanalysis"]

with suppress(Exception):  # whoever loads the tables says what is wrong with them
    package = read_package(find_folder("data"))
    for table in package.tables.values():
        read_table(package.folder, table)

gc.collect()
gc.freeze()
