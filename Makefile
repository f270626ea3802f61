# The two commands of a newcomer are `make run` and `make test`. Everything else is for developers.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 8080
BIN := .venv/bin

.PHONY: run test lint check lock texts embed clean
.DELETE_ON_ERROR:

run: .venv/installed ## install what is missing, start the bot and its chat page
	@exec $(BIN)/zuhause run --port $(PORT) --open

test: .venv/installed-dev ## install what is missing, run all tests
	$(BIN)/pytest

lint: .venv/installed-dev ## repair what can be repaired
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

check: .venv/installed-dev ## only look: formatting, lint, types, arrows
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports

lock: ## write the lock files anew (needs uv)
	uv pip compile $(LOCK) pyproject.toml -o requirements.lock
	uv pip compile $(LOCK) --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock
	uv pip compile $(LOCK_ANY) --python-version 3.10 nlu/rasa/requirements.in -o requirements-rasa.lock
LOCK = $(LOCK_ANY) --python-version 3.11
LOCK_ANY := --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate

texts: .venv/installed-dev ## collect new sentences of the bot for the translators
	$(BIN)/pybabel -q extract --omit-header --sort-output --no-location -k say -k mark -o bot/texts/bot.pot bot handlers
	@for language in $(notdir $(wildcard bot/texts/locale/*)); do \
	  $(BIN)/pybabel -q update --ignore-obsolete --no-fuzzy-matching -D bot -i bot/texts/bot.pot -d bot/texts/locale -l $$language; done

embed: .venv/installed ## store the embeddings of nlu/data beside it, so that nobody has to compute them
	$(BIN)/zuhause nlu embed

clean:
	rm -rf .venv data/cache

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, $(PYTHON) is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	@echo "Creating .venv with $$($(PYTHON) --version) …"
	@$(PYTHON) -m venv .venv

INSTALL = $(BIN)/python -m pip install --disable-pip-version-check --no-input
EDITABLE = $(INSTALL) --quiet --no-deps --no-build-isolation --editable .

.venv/installed: .venv/bin/python requirements.lock pyproject.toml
	@echo "Installing the packages of requirements.lock (once, about 250 MB) …"
	@$(INSTALL) --require-hashes --requirement requirements.lock
	@$(EDITABLE)
	@touch $@

.venv/installed-dev: .venv/installed requirements-dev.lock
	@echo "Installing the packages of requirements-dev.lock …"
	@$(INSTALL) --require-hashes --requirement requirements-dev.lock
	@touch $@
