# Thin: the work is in scripts/, which can be run without make too.
.DEFAULT_GOAL := help
.PHONY: help demo test lint lock bench vertaal

PYTHON_BIN := .venv/bin/python
# Enough for commands that only look at the code.
CHECK_ENV := SECRET_KEY=alleen-om-te-controleren DEBUG=1 DATABASE_URL=sqlite://

help: ## toon deze lijst
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile | expand -t 16

demo: ## installeer wat ontbreekt, laad het voorbeeld en start (PORT=8000 VOORBEELD=…)
	@PORT='$(PORT)' VOORBEELD='$(VOORBEELD)' exec scripts/demo.sh

test: ## installeer wat de tests nodig hebben en draai ze op SQLite en PostgreSQL
	@scripts/setup.sh --tests
	@exec $(PYTHON_BIN) -m scripts.run_tests $(ARGS)

lint: ## controleer stijl, opmaak en migraties
	@scripts/setup.sh --tests
	$(PYTHON_BIN) -m ruff check .
	$(PYTHON_BIN) -m ruff format --check .
	$(CHECK_ENV) $(PYTHON_BIN) manage.py makemigrations --check --dry-run

lock: ## schrijf de vergrendelde lijsten van pakketten opnieuw
	@scripts/lock.sh

vertaal: ## werk de Engelse teksten bij: wat nieuw is komt leeg in django.po, en django.mo wordt opnieuw gemaakt
	@$(CHECK_ENV) $(PYTHON_BIN) -m scripts.vertalingen

bench: ## meet snelheid en geheugen op SQLite en PostgreSQL
	@scripts/setup.sh --tests
	@exec $(PYTHON_BIN) -m scripts.bench $(ARGS)
