# make report [COUNTRY=Ghana EDITION=2018]   one country's report
# make test                                  the whole suite
# make lab                                   JupyterLab at notebooks/start_here.ipynb
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
COUNTRY ?= Thailand
EDITION ?= 2023

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help setup report batch test lab docs verify reference check tidy lock clean

help:
	@sed -n '1,3s/^# //p' Makefile

setup: $(VENV)/installed

$(VENV)/installed: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; assert sys.version_info >= (3, 11), "tipanalysis needs Python 3.11 or newer, this is " + sys.version'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

report: setup
	@$(BIN)/tipanalysis report "$(COUNTRY)" --edition $(EDITION)

batch: setup
	@$(BIN)/tipanalysis batch --edition $(EDITION)

test: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile --doctest-modules --nbval --nbval-current-env tests notebooks tipanalysis

# The kernel python3 is the one of this environment, whatever a user's folder or JUPYTER_PATH holds.
OWN_KERNEL := JUPYTER_PATH="$$($(BIN)/python -c "import sys; print(sys.prefix)")/share/jupyter$${JUPYTER_PATH:+:$$JUPYTER_PATH}"
# Lab's question about news at a first start is answered beforehand: it would ask the network.
LAB_SETTINGS := $(VENV)/share/jupyter/lab/settings
# The notebooks of this repository, and no others that lie beside them, are trusted.
NOTEBOOKS := $(or $(shell git ls-files 'notebooks/*.ipynb' 2>/dev/null),notebooks/start_here.ipynb)

$(VENV)/trusted: $(NOTEBOOKS) $(VENV)/installed
	@$(BIN)/python -m nbformat.sign --log-level=ERROR $(NOTEBOOKS) >/dev/null
	@touch $@

# Pings keep a connection through a proxy alive; jupyter_server's make tornado warn, and Lab runs here.
lab: setup $(VENV)/trusted
	@mkdir -p $(LAB_SETTINGS)
	@echo '{"@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": false}}' > $(LAB_SETTINGS)/overrides.json
	$(OWN_KERNEL) $(BIN)/python -m jupyterlab --KernelManager.transport_encryption=auto \
	  --ServerApp.jpserver_extensions=notebook_shim=False \
	  --ServerApp.tornado_settings="{'ws_ping_interval': 0}" \
	  notebooks/start_here.ipynb $(LAB_OPTIONS)

docs: setup
	$(BIN)/python -m sphinx -q -b html -D nb_execution_mode=force docs docs/_build/html
	@echo "Documentation: docs/_build/html/index.html"

verify: setup
	@good=0; $(BIN)/tipanalysis tidy --check --nbval || good=1; \
	  $(BIN)/tipanalysis verify reports/2023/THA || good=1; exit $$good

reference: setup
	@$(BIN)/tipanalysis reference Thailand --edition 2023

check: setup
	@$(BIN)/tipanalysis check

tidy: setup
	@$(BIN)/tipanalysis tidy

lock:
	uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 \
	  --override requirements.override --generate-hashes --no-emit-index-url \
	  --no-emit-find-links --no-annotate --no-header --output-file requirements.lock

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
