# make demo, make test: all that is needed is Python 3.11 or later, git and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

.PHONY: demo test lint bench bench-restore bench-synth bench-archive docs fuzz quality clean

# pip is asked again only when what it would install has changed.
$(VENV)/installed: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(INSTALL) -e .
	touch $@

$(VENV)/tested: $(VENV)/installed
	$(INSTALL) -e '.[test,lint,docs]'
	touch $@

demo: $(VENV)/installed
	@rm -rf demo.reftel
	@$(BIN)/reftel demo demo.reftel

test: $(VENV)/tested lint
	$(BIN)/python -m pytest --slow -n 2

lint: $(VENV)/tested
	$(BIN)/ruff check src tests benchmarks docs
	$(BIN)/mypy

docs: $(VENV)/tested
	$(BIN)/sphinx-build -W --keep-going -b html docs docs/_build/html

# Figures of docs/performance.md and docs/quality.md; CORPUS=folder measures real telegrams too.
bench: $(VENV)/tested
	$(BIN)/python -m benchmarks.reading $(CORPUS)
	$(BIN)/python -m benchmarks.growth
	$(BIN)/python -m benchmarks.searching
	$(BIN)/python -m benchmarks.relevance

# How well damage is undone, kind by kind, on made-up telegrams; and on real clean ones with CORPUS=folder.
bench-restore: $(VENV)/tested
	$(BIN)/python -m benchmarks.restoration $(CORPUS)

# Made-up telegrams: speed and vocabulary, the round trip, and with CORPUS=folder their likeness to real ones.
bench-synth: $(VENV)/tested
	$(BIN)/python -m benchmarks.synthesis
	$(BIN)/python -m benchmarks.roundtrip
	$(if $(CORPUS),$(BIN)/python -m benchmarks.distributions $(CORPUS))

# Building an archive, joining copies, resolving references, kills; real copies with CORPUS=folder.
bench-archive: $(VENV)/tested
	$(BIN)/python -m benchmarks.building
	$(BIN)/python -m benchmarks.joining 120 $(CORPUS)
	$(BIN)/python -m benchmarks.references
	$(BIN)/python -m benchmarks.killing

# Mutated inputs, COUNT of them; failures are kept in fuzzing/failures, and a stopped run goes on.
COUNT ?= 100000
fuzz: $(VENV)/tested
	$(BIN)/python -m benchmarks.fuzzing $(CORPUS) --count $(COUNT)

quality: $(VENV)/tested
	$(BIN)/python -m benchmarks.quality $(CORPUS)
	$(if $(CORPUS),$(BIN)/python -m benchmarks.inference $(CORPUS))

clean:
	rm -rf $(VENV) docs/_build demo.reftel
