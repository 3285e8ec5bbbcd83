"""What a worker needs besides its kernels, imported once, in the process that it is forked from.

Importing this module, after `preload`, is all it does.
"""

from __future__ import annotations

import gc

import nbclient
import nbconvert.exporters.templateexporter
import papermill

import tipanalysis.reports.page
import tipanalysis.reports.run

__all__ = ["nbclient", "nbconvert", "papermill", "tipanalysis"]

gc.collect()
gc.freeze()
