# Two commands: `make demo` answers the question, `make test` passes the tests.
SHELL := /bin/bash
export SWIFT_BACKTRACE := enable=no
FLAGS := -c release -Xswiftc -enable-testing

.PHONY: setup build test soak slurm-test demo clean

setup:
	@Tools/setup.sh

build: setup
	@swift build $(FLAGS) --product cupola

test: setup
	@swift build $(FLAGS) --build-tests
	@swift test $(FLAGS) --skip-build --parallel
	@Tools/check-report.sh

# Slow suites: a study killed again and again, and a disk that fills up.
soak: build
	@Tools/kill-test.sh

# The same study on a real Slurm, set up and taken down on this machine (root, Debian).
slurm-test: build
	@Tools/slurm-test.sh

demo: build
	@.build/release/cupola demo

clean:
	rm -rf .build
