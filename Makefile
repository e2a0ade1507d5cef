# The front door. `make app`, `make why` and `make test` need only Python 3.11 or newer and make.
PYTHON ?= python3
VENV := .venv
PIP := $(VENV)/bin/python -m pip --quiet --disable-pip-version-check
RUN := $(VENV)/bin/python
EXAMPLE := examples/long_hot_run.toml

.PHONY: app why test lint validation validation-peers bench docs screens lock clean

app: $(VENV)/.run  ## open the app in the browser
	@$(VENV)/bin/myotwitch

why: $(VENV)/.run  ## explain the shipped example
	@$(VENV)/bin/myotwitch why $(EXAMPLE)

test: $(VENV)/.test lint  ## everything that CI runs
	$(RUN) -m pytest -q -n 2

lint: $(VENV)/.test
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy

validation: $(VENV)/.test  ## the model against papers: scored, allowed to say no
	$(RUN) validation/mrg.py
	$(RUN) validation/gaines.py
	$(RUN) validation/nerve.py
	$(RUN) validation/muscle.py
	$(RUN) validation/body.py
	$(RUN) validation/twitch.py
	$(RUN) validation/why.py
	$(RUN) validation/observation_rows.py

validation-peers: $(VENV)/.test  ## what takes minutes or needs an outside simulator
	$(RUN) validation/neuron_fibres.py
	$(RUN) validation/noise_collapse.py
	$(RUN) validation/axon_minutes.py
	$(RUN) validation/self_consistency.py
	$(RUN) validation/doublets.py
	$(RUN) validation/surface_shapes.py --keep
	$(RUN) validation/twitch_figure.py
	$(RUN) validation/twitch_intervals_figure.py

bench: $(VENV)/.test  ## speed, against the published solver in the same run
	$(RUN) benchmarks/slow_clock.py
	$(RUN) benchmarks/axon.py
	$(RUN) benchmarks/why.py
	$(RUN) benchmarks/events.py
	$(RUN) benchmarks/surface_emg.py
	$(RUN) benchmarks/app.py

docs: $(VENV)/.test  ## regenerate what is generated in docs/ and README.md
	$(RUN) docs/generate.py

screens: $(VENV)/.test  ## draw the app's pages anew (needs Chromium)
	$(RUN) docs/draw_screens.py

lock:  ## resolve the dependencies anew
	for set in run test; do uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header --no-annotate pyproject.toml $$([ $$set = test ] && echo --group test) \
	  -o locks/$$set.txt; done

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis dist

$(VENV)/bin/python:
	@echo "Making a virtual environment in $(VENV) …" >&2
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "myotwitch needs Python 3.11 or newer")'
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run: $(VENV)/bin/python locks/build.txt locks/run.txt pyproject.toml
	@echo "Installing myotwitch and what it needs (about a minute, once) …" >&2
	@$(PIP) install --require-hashes -r locks/build.txt
	@$(PIP) install --require-hashes -r locks/run.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.test: $(VENV)/.run locks/test.txt
	@echo "Installing what the tests need …" >&2
	@$(PIP) install --require-hashes -r locks/test.txt
	@touch $@
