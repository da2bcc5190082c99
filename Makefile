# Two commands: `make demo` answers the question, `make test` passes the tests.
SHELL := /bin/bash
export SWIFT_BACKTRACE := enable=no
# With the local server of `cupola view`.
export CUPOLA_VIEW := 1
FLAGS := -c release -Xswiftc -enable-testing

.PHONY: setup build schemas install walk test more-checks soak slurm-test demo pictures clean

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
	@swift build $(FLAGS) --build-tests
	@swift test $(FLAGS) --skip-build --parallel
	@Tools/check-report.sh
	@Tools/check-install.sh
	@Tools/check-python.sh
	@Tools/check-formats.sh

# What has not been seen to pass from end to end yet: the tutorial of one's own system, the replay page in a browser.
more-checks: build
	@Tools/check-own-system.sh
	@Tools/check-page.sh

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
	@Tools/page-pictures.sh

clean:
	rm -rf .build
