# Short names for the two commands of the README.
PYTHON ?= python3

run:
	$(PYTHON) packaging/develop.py run

test:
	$(PYTHON) packaging/develop.py test

.PHONY: run test
