# make demo: set up, read the example crisis, write build/demo/brief.html
# make test: set up, run all tests
PY := .venv/bin/python
PYTHON ?= python3

.PHONY: demo test check bench quality lock clean

demo: .venv/ready
	$(PY) scripts/demo.py

test: .venv/ready
	$(PY) -m pytest

check: .venv/ready
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	.venv/bin/lint-imports --no-cache

quality: .venv/ready
	$(PY) -m tests.quality

bench: .venv/ready
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(PY) scripts/bench.py

.venv/ready: requirements.lock pyproject.toml
	$(PYTHON) scripts/setup_venv.py .venv
	touch $@

lock:
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header --no-annotate -q -o requirements.lock

clean:
	rm -rf .venv build
