# The commands of the house. `make run` and `make test` need nothing but Debian 12 with Python 3.11, git and make.

PYTHON := .venv/bin/python
FLASK := .venv/bin/flask
CODE := app.py liaison scripts tests

.PHONY: run setup serve upgrade test test-all check bench trust bundle pictures format translations

run: setup
	@$(FLASK) demo prepare
	@exec $(PYTHON) -m liaison.serve

setup:
	@scripts/setup $(if $(filter 1,$(TESTS)),--tests)

serve:
	@exec $(PYTHON) -m liaison.serve

upgrade:
	@$(FLASK) upgrade

test:
	@scripts/setup --tests
	@scripts/test

test-all:
	@scripts/setup --tests
	@scripts/test --long

check:
	@scripts/setup --tests
	.venv/bin/ruff check $(CODE)
	.venv/bin/ruff format --check $(CODE)
	.venv/bin/mypy app.py liaison
	.venv/bin/djlint --quiet --lint templates
	$(PYTHON) -m liaison.translations.check
	$(PYTHON) -m pytest -q tests/house/test_vendor.py

bench:
	@scripts/setup --tests
	@$(PYTHON) -m tests.bench

trust:
	@scripts/setup --trust
	@$(PYTHON) -m tests.trust

bundle:
	@scripts/setup
	@scripts/bundle

pictures:
	@scripts/setup --tests
	LIAISON_TAKE_PICTURES=1 $(PYTHON) -m pytest -q tests/journeys/test_pictures.py -k take

format:
	.venv/bin/ruff check --fix $(CODE)
	.venv/bin/ruff format $(CODE)

translations:
	$(PYTHON) -m liaison.translations.update
