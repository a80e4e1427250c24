# All there is to it stands in make.py, which also works without make.
PYTHON ?= python3

.PHONY: run test bench lock clean
run test bench lock clean:
	@$(PYTHON) make.py $@ $(ARGS)
