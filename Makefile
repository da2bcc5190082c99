# Two commands: `make demo` answers the question, `make test` passes the tests.
SHELL := /bin/bash
export SWIFT_BACKTRACE := enable=no
# The whole program: with the local server of `cupola view`, and for processors with AVX2 (Package.swift says more).
export CUPOLA_VIEW := 1
FLAGS := -c release -Xswiftc -enable-testing

.PHONY: setup build schemas install walk test texts example pages docc more-checks soak slurm-test demo pictures clean

setup:
	@Tools/setup.sh

build: setup
	@swift build $(FLAGS) --product cupola

# JSON Schemas for editors; the first lines of our YAML files name them.
schemas: build
	@mkdir -p schemas
	@for form in scenario study catalogue ledger; do .build/release/cupola schema $$form > schemas/$$form.schema.json; done

PREFIX ?= /usr/local
install: schemas
	@Tools/install.sh $(PREFIX)

test: setup
	@Tools/check-style.sh
	@Tools/floors.py --check
	@swift build $(FLAGS) --build-tests
	@swift test $(FLAGS) --skip-build --parallel
	@Tools/check-report.sh
	@Tools/check-install.sh
	@Tools/check-python.sh
	@Tools/check-texts.py
	@Tools/check-pages.sh
	@Tools/check-package.sh

# Writes what the commands of README and docs print below them, afresh; and the answer of the demo, where one was flown.
texts: build
	@Tools/setup.sh test
	@Tools/check-texts.py --refresh
	@if [ -e demo-output/demo.cupola ]; then Tools/check-texts.py --answer demo-output/demo.cupola; fi

# One example of the engine's extension points: make example NAME=GuidanceLawExample
example: setup
	@swift build $(FLAGS) --build-tests
	@swift test $(FLAGS) --skip-build --filter $(NAME)

# A sample report and a sample raid page, to be published as they are.
PAGES ?= pages
pages: build
	@Tools/pages.sh $(PAGES)

# The engine's reference pages (DocC), every warning an error.
docc: setup
	@swift build $(FLAGS) --build-tests
	@Tools/docc.sh

# What has not been seen to pass from end to end yet: the replay page in a browser,
# exchange files against programs that others wrote.
more-checks: build
	@Tools/check-page.sh
	@Tools/check-formats.sh

# Does every key that is accepted change anything? Short: each key; CUPOLA_WALK=full make walk: each value of each catalogue file.
walk: setup
	@swift build $(FLAGS) --build-tests
	@CUPOLA_WALK=$${CUPOLA_WALK:-short} swift test $(FLAGS) --skip-build --filter "SchemaWalkTests|SchemaKeyTests|OwnEntryTests"

# Slow suites: a study killed again and again, and a disk that fills up.
soak: build
	@Tools/kill-test.sh

# The same study on a real Slurm, set up and taken down on this machine (root, Debian).
slurm-test: build
	@Tools/slurm-test.sh

demo: build
	@.build/release/cupola demo

# The pictures of the documentation, from the commands that it names.
pictures: build
	@.build/release/cupola coverage --radar 92n6e --site 35.0,-40.0 --height 10000 --height 1000 --height 300 --height 50 \
		--brochure --out docs/images/coverage.png
	@.build/release/cupola envelope s-400 --against cm_subsonic --out docs/images/envelope.png
	@.build/release/cupola envelope s-400 --against srbm --out docs/images/envelope-ballistic.png
	@.build/release/cupola envelope s-400 --against fighter --site 35.0,-40.0 --height 10000 --height 1000 --height 100 \
		--map --out docs/images/envelope-map.png

clean:
	rm -rf .build
