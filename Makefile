# make run   start the program (without a screen: run the demonstration visit and say where the PDF is)
# make test  run everything
# Both install what is missing first and say what they do. ARGS="…" is handed to the program or to pytest.

PYTHON ?= python3
UV = $(shell command -v uv 2>/dev/null || echo .uv/bin/uv)
ARGS ?=

.PHONY: run test setup clean

run: setup
	@$(UV) run --frozen --no-dev intake $(ARGS)

test: export INTAKE_SETUP_FOR = test
test: setup
	@QT_QPA_PLATFORM=offscreen $(UV) run --frozen pytest -n auto $(ARGS)

setup:
	@PYTHON=$(PYTHON) sh .ci/setup

clean:
	rm -rf .venv .uv .verapdf demo .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
