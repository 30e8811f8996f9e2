# `make check` is all that a newcomer needs: it installs into .venv and grades an example.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
ASSIGNMENTS := assignment1 assignment2

.PHONY: check test lint texts docs redteam proof bench clean

# The example has mistakes on purpose: exit code 1 means that the grader did its work.
check: $(INSTALLED)
	@$(BIN)/grader check assignment1 examples/assignment1/first_attempt --seed 1; \
	code=$$?; if [ $$code -ne 1 ]; then echo "the grader itself failed (exit code $$code)"; exit 1; fi

test: $(INSTALLED)
	$(BIN)/python -m pytest -q -n 2 --dist worksteal

lint: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	@for assignment in $(ASSIGNMENTS); do \
		$(BIN)/grader stubs $$assignment --check && \
		$(BIN)/grader casebook $$assignment --check || exit 1; \
	done
	$(BIN)/python -m grader.author.catalogues --check
	$(BIN)/python docs/_ext/catalogue.py --check

# Brings the catalogues of translations in step with the sources; then translate what is new.
texts: $(INSTALLED)
	$(BIN)/python -m grader.author.catalogues
	$(BIN)/python docs/_ext/catalogue.py

# The pages, in English and in Korean: docs/_build/en/index.html
docs: $(INSTALLED)
	@for language in en ko; do $(BIN)/python -m sphinx -q -W --keep-going -n \
		-D language=$$language docs docs/_build/$$language || exit 1; done

# Hostile submissions against the real exercises, as every user that we can be; with SHARE=--share
# each of them as one of the users.
RUNS ?= 3
SHARE ?=
redteam: $(INSTALLED)
	$(BIN)/python -m tests.redteam --runs $(RUNS) $(SHARE)

# The grader proves itself on five seeds, some minutes; the tests do it on one.
SEEDS ?= 1 2 3 4 5
proof: $(INSTALLED)
	@code=0; for assignment in $(ASSIGNMENTS); do for seed in $(SEEDS); do \
		$(BIN)/grader reference $$assignment --seed $$seed || code=$$?; echo; \
	done; done; \
	PROOF=1 $(BIN)/python -m pytest -q -s tests/test_mutants_named.py tests/test_handwritten.py \
		tests/test_mutants_batches.py \
		tests/test_casebook_catches.py tests/test_main_job.py tests/test_golden.py \
		tests/test_decoder_fuzz.py tests/unit/test_judge.py tests/test_counterexamples.py \
		tests/test_student_copy.py tests/test_docs.py tests/test_authors_guide.py || code=$$?; exit $$code

bench: $(INSTALLED)
	$(BIN)/python -m benchmarks --json benchmarks/results.json --page

$(INSTALLED): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check \
		--constraint constraints.txt --editable ".[dev,tensorflow]"
	@touch $@

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache
