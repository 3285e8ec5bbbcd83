"""Settings of the documentation: `make docs` builds it from this repository, nothing fetched."""

import logging
import os
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
sys.path.insert(0, str(HERE))

from generated import write_pages  # noqa: E402

from tipanalysis import __version__  # noqa: E402

#: For the kernels of this build: they listen on this machine only, which needs no word of warning.
KERNELS = HERE / "_build" / "ipython"
(KERNELS / "profile_default").mkdir(parents=True, exist_ok=True)
(KERNELS / "profile_default" / "ipython_kernel_config.py").write_text(
    'get_config().IPKernelApp.log_level = "ERROR"\n', encoding="utf-8"
)
os.environ["IPYTHONDIR"] = str(KERNELS)
logging.getLogger("traitlets").setLevel(logging.WARNING)

project = "tipanalysis"
author = "The tipanalysis developers"
copyright = "The tipanalysis developers: code MIT, tables CC BY 4.0"  # noqa: A001
release = __version__
html_title = "tipanalysis"
extensions = [
    "myst_nb",
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
    "numpydoc",
]
exclude_patterns = [
    "_build",
    "jupyter_execute",
    "**.ipynb_checkpoints",
    "generated/editions.md",
    "generated/scores.md",
]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
# The committed notebooks hold words and numbers but no pixels; a full build runs them.
nb_execution_mode = "off"
nb_execution_timeout = 120
nb_mime_priority_overrides = [("html", "image/png", 5), ("html", "text/html", 8)]
suppress_warnings = ["mystnb.unknown_mime_type", "mystnb.lexer", "myst-nb.lexer", "myst.header"]
autosummary_generate = True
autodoc_typehints = "none"
# What a class takes is for those who make it; a reader is handed one.
autodoc_class_signature = "separated"
add_module_names = False
numpydoc_show_class_members = False
# The explorer needs a kernel: its page shows pictures, and nothing is fetched for widgets.
nb_ipywidgets_js: dict[str, Any] = {}
html_theme = "furo"
html_static_path = ["style"]
html_css_files = ["tables.css"]
html_copy_source = False
html_show_sphinx = False
html_theme_options = {"top_of_page_buttons": []}

write_pages(HERE)


def accessible(app: Any, page: str, template: str, context: dict[str, Any], tree: Any) -> None:
    """Give headings of the sidebar a level, and let keys reach code that scrolls."""
    for name, old, new in (
        ("furo_navigation_tree", 'role="heading"', 'role="heading" aria-level="2"'),
        ("body", "<pre>", '<pre tabindex="0">'),
    ):
        if isinstance(context.get(name), str):
            context[name] = context[name].replace(old, new)


def setup(app: Any) -> None:
    """Connect what is ours to the build; after the theme, hence the priority."""
    app.connect("html-page-context", accessible, priority=900)
