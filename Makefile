# The two commands of a newcomer are `make run` and `make test`. Everything else is for developers.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 8080
BIN := .venv/bin

.PHONY: run test lint check lock texts embed rasa rasa-train rasa-export rasa-learn rasa-validate rasa-serve clean
.DELETE_ON_ERROR:

run: .venv/installed ## install what is missing, start the bot and its chat page
	@exec $(BIN)/zuhause run --port $(PORT) --open

test: .venv/installed-dev ## install what is missing, run all tests
	$(BIN)/zuhause nlu train # once, and not by each worker
	$(BIN)/pytest -n auto --maxprocesses 4 --dist loadfile --ignore tests/process
	$(BIN)/pytest tests/process # they start processes themselves and kill them

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

rasa: rasa-train ## train Rasa on the present example questions and serve it on 127.0.0.1:5005
	@$(MAKE) --silent rasa-serve

rasa-train: .venv-rasa/installed rasa-export ## train only
	@$(MAKE) --silent rasa-learn

rasa-export: .venv/installed
	@rm -rf $(RASA_DATA)/export
	@$(BIN)/zuhause nlu export-rasa $(RASA_DATA)/export

rasa-learn: .venv-rasa/installed ## train on what was exported last
	@$(RASA) train nlu --config nlu/rasa/config.yml --out $(RASA_DATA)/models --fixed-model-name zuhause \
	  --nlu $(RASA_DATA)/export/nlu --domain $(RASA_DATA)/export/domain.yml

rasa-validate: .venv-rasa/installed ## let Rasa judge the project (it warns that there are no stories: we need none)
	@$(RASA) data validate --config nlu/rasa/config.yml --domain $(RASA_DATA)/export/domain.yml --data $(RASA_DATA)/export/nlu

rasa-serve: .venv-rasa/installed ## serve what was trained last
	@exec $(RASA) run --enable-api --interface 127.0.0.1 --port $(RASA_PORT) --model $(RASA_DATA)/models/zuhause.tar.gz

RASA_PORT ?= 5005
RASA_DATA ?= data/rasa
# one thread for the embedding engine: two that wait for each other on busy cores take a second for a message
RASA = env RASA_TELEMETRY_ENABLED=false RASA_CACHE_DIRECTORY=$(RASA_DATA)/cache/rasa TF_CPP_MIN_LOG_LEVEL=2 \
  OMP_NUM_THREADS=1 PYTHONPATH=. PYTHONWARNINGS=ignore .venv-rasa/bin/rasa

clean:
	rm -rf .venv .venv-rasa data/cache data/rasa

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

# pyenv's python3.10 on PATH may be a shim without a version behind it, so each is tried
RASA_PYTHON ?= $(shell for python in python3.10 "$${PYENV_ROOT:-$$HOME/.pyenv}"/versions/3.10*/bin/python3.10; do \
  if "$$python" -c "" 2>/dev/null; then echo "$$python"; break; fi; done)

.venv-rasa/bin/python:
	@test -n "$(RASA_PYTHON)" || { echo "Rasa needs Python 3.10 (it knows no newer one), and there is no python3.10 here." \
	  "Install it (Debian: no package; pyenv install 3.10) or name it: make rasa RASA_PYTHON=/path/to/python3.10"; exit 1; } >&2
	@echo "Creating .venv-rasa with $$($(RASA_PYTHON) --version) …"
	@$(RASA_PYTHON) -m venv .venv-rasa

.venv-rasa/installed: .venv-rasa/bin/python requirements-rasa.lock
	@echo "Installing the packages of requirements-rasa.lock (once, about 3 GB) …"
	@.venv-rasa/bin/python -m pip install --disable-pip-version-check --no-input --quiet \
	  --require-hashes --requirement requirements-rasa.lock
	@touch $@
