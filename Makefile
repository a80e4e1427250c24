# All there is to it stands in make.py, which also works without make.
PYTHON ?= python3

.PHONY: run test check mutants bench bench-load docs lock sbom clean
run test check mutants bench bench-load docs lock sbom clean:
	@$(PYTHON) make.py $@ $(ARGS)
