# The media-analysis kit: every result is made from here. `make` alone says what there is.
# Written for GNU make 3.81, which macOS has: no grouped targets, no $(file).

PYTHON ?= python3
UV := uv==0.13.8
LOCKED := --require-hashes --no-deps -r requirements.lock
COMPILE := --universal --generate-hashes --no-emit-index-url --no-annotate --no-header --quiet
RUN := .venv/bin/python
# Another corpus has results of its own; its name may have spaces and quotation marks, so the shell reads it.
OF := "$$ANALYSIS_CORPUS" $(if $(filter command,$(origin RESULTS)),--out "$$RESULTS")

# Results depend on nothing of the machine's: no time zone, order of sets, other package, or settings of Jupyter.
export TZ := UTC
export PYTHONHASHSEED := 0
export SOURCE_DATE_EPOCH := 315532800
export IPYTHONDIR := $(CURDIR)/build/ipython
export JUPYTER_CONFIG_DIR := $(CURDIR)/build/jupyter/config
export JUPYTER_DATA_DIR := $(CURDIR)/build/jupyter/data
export JUPYTER_RUNTIME_DIR := $(CURDIR)/build/jupyter/runtime
$(shell mkdir -p build)
unexport PYTHONPATH PYTHONHOME PYTHONDONTWRITEBYTECODE JUPYTER_PATH JUPYTER_CONFIG_PATH

.PHONY: help figures test browser lab check crate paper bench lock clean

help:  ## say what there is to make
	@echo "make TARGET, where TARGET is one of"
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  \1	\2/p' Makefile
	@echo "Each sets up what it needs in .venv/ (Python 3.11 or newer; make PYTHON=python3.12 names another one)."
	@echo "Another corpus: make figures ANALYSIS_CORPUS=FOLDER, and make lab; its results go to results/ (RESULTS=FOLDER)."
	@echo "Options for JupyterLab: make lab LAB=--no-browser"

figures: .venv/.ready  ## run the notebooks where something changed, and write figures/ (ANALYSIS_CORPUS=FOLDER: results/)
	@$(RUN) -m analysis figures $(OF)

test: .venv/.ready  ## run the tests, the notebooks among them
	@$(RUN) -m pytest

browser: .venv/.browser  ## code a study by keyboard in JupyterLab and headless Chromium, which has to be there
	@$(RUN) -m pytest tests/browser

lab: .venv/.ready build/jupyter/config/labconfig/default_setting_overrides.json  ## open the notebooks in JupyterLab
	@folder=$$($(RUN) -m analysis prepare $(OF)) && \
	  $(RUN) -m jupyterlab --ServerApp.root_dir="$$folder" --LabApp.default_url=/lab/tree/notebooks $(LAB)

check: .venv/.ready  ## make every result anew; fail if one differs from what is committed
	@git rev-parse --quiet --verify HEAD >/dev/null 2>&1 || { echo "Results are compared with what git has, and here is\
 no clone; a crate is held against itself: python -m analysis verify CRATE"; exit 2; }
	@$(RUN) -m analysis figures --anew
	@$(RUN) -m analysis compare

paper: .venv/.paper  ## build the write-up in paper/ for Word, the web and print, and check what was built
	@$(RUN) -m analysis paper
	@$(RUN) -m pytest paper/test_built.py

crate: figures  ## put the project into one zip for an archive (CRATE=--without-texts leaves out the articles)
	@$(RUN) -m analysis crate $(CRATE)

bench: .venv/.ready  ## measure speed and memory
	@$(RUN) benchmarks/bench.py

lock: .venv/.ready  ## write the lock files anew from pyproject.toml (UPGRADE=1 takes newer versions)
	@$(RUN) -m uv pip compile pyproject.toml --extra test $(COMPILE) $(if $(UPGRADE),--upgrade) --output-file requirements.lock
	@sed -n 's/^paper = \[\(.*\)\]/\1/p' pyproject.toml | tr -d '"' | tr ',' '\n' | \
	  $(RUN) -m uv pip compile - $(COMPILE) --output-file requirements-paper.lock

clean:  ## remove build/ and caches; results and .venv/ stay
	@rm -rf build .pytest_cache .hypothesis
	@find . -name .venv -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/.ready: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed and $(PYTHON) is not; name another: make PYTHON=python3.12 ..."; exit 1; }
	@echo "Setting up .venv/ ..."
	@$(PYTHON) -m venv --clear .venv
	@$(RUN) -m pip install --quiet --disable-pip-version-check $(UV) && \
	  $(RUN) -m uv pip install --quiet --python $(RUN) $(LOCKED) || \
	  { echo "uv did not install the packages; pip does the same, more slowly ..."; \
	    $(RUN) -m pip install --quiet --disable-pip-version-check $(LOCKED); }
	@$(RUN) -c 'import os, pathlib, sysconfig as s; pathlib.Path(s.get_path("purelib"), "kit.pth").write_text(os.getcwd())'
	@touch $@

# pandoc and typst take 232 MB and are needed for the write-up alone.
.venv/.paper: requirements-paper.lock .venv/.ready
	@echo "Installing pandoc and typst in .venv/ ..."
	@$(RUN) -m uv pip install --quiet --python $(RUN) --require-hashes --no-deps -r requirements-paper.lock || \
	  $(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-paper.lock
	@touch $@

# Selenium alone drives Chromium, through the chromedriver that comes with it.
.venv/.browser: pyproject.toml .venv/.ready
	@$(RUN) -m uv pip install --quiet --python $(RUN) $$(sed -n 's/^browser = \[\(.*\)\]/\1/p' pyproject.toml | tr -d '"')
	@touch $@

build/jupyter/config/labconfig/default_setting_overrides.json:
	@mkdir -p $(@D)
	@echo '{"@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": false}}' > $@
