# make demo: set up, read the example crisis, print a summary, write build/demo/brief.html and brief.md, open the desk
#            (where nobody sits at a terminal, or with CI=true, it ends without opening it)
# make test: set up, run all tests
# make reliability: kill, cut, fill and crowd the record, and print what it withstood (about half an hour)
PY := .venv/bin/python
PYTHON ?= python3

.PHONY: demo test check bench bench-archive quality reliability hostile fuzz sbom lock clean

demo: .venv/ready
	rm -rf build/demo && mkdir -p build/demo
	.venv/bin/vedette init build/demo/desk
	.venv/bin/vedette add --desk build/demo/desk examples/kosovo
	.venv/bin/vedette show --desk build/demo/desk
	.venv/bin/vedette brief --desk build/demo/desk -o build/demo/brief.html
	.venv/bin/vedette brief --desk build/demo/desk -o build/demo/brief.md
	@echo "The brief: build/demo/brief.html"
	@if [ -t 0 ] && [ -t 1 ] && [ "$$CI" != true ]; then .venv/bin/vedette demo build/demo/desk; \
	  else .venv/bin/vedette demo --once build/demo/desk; fi

test: .venv/ready
	$(PY) -m pytest

check: .venv/ready
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	.venv/bin/lint-imports --no-cache

quality: .venv/ready
	$(PY) -m tests.quality

reliability: .venv/ready
	$(PY) -m tests.reliability

# the hostile suite in its long form (the tests run the quick one)
hostile: .venv/ready
	HOSTILE=long $(PY) -m pytest tests/hostile tests/test_hostile.py

# coverage-guided fuzzing of intake, time grammar and quote machine, SECONDS each; needs atheris (pip install atheris)
SECONDS ?= 1800
fuzz: .venv/ready
	for target in intake times quotes; do $(PY) -m tests.fuzz $$target $(SECONDS) || exit 1; done

sbom: .venv/ready
	mkdir -p build
	$(PY) scripts/sbom.py > build/sbom.json
	@echo "The bill of materials (CycloneDX): build/sbom.json"

# speed, memory and quality beside peers (installed into build/bench), then of the desk's pages
bench: .venv/ready
	$(PY) -m tests.bench
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(PY) -m tests.desk.bench

# 10,000 made-up web pages to a linked record on two cores
bench-archive: .venv/ready
	$(PY) -m tests.bench.archive

.venv/ready: requirements.lock pyproject.toml
	$(PYTHON) scripts/setup_venv.py .venv
	touch $@

lock:
	uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header --no-annotate -q -o requirements.lock
	uv pip compile tests/bench/peers.in --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header --no-annotate -q -o tests/bench/peers.lock

clean:
	rm -rf .venv build
