# Two commands: `make demo` answers the question, `make test` passes the tests.
SHELL := /bin/bash
export SWIFT_BACKTRACE := enable=no
# The whole program, with the local server of `cupola view`.
export CUPOLA_VIEW := 1
# Release with testability. AVX2, FMA and BMI2 (every x86-64 server and desktop since 2015): small matrices and random numbers run two to four
# times as fast; the program says so in one line where the processor lacks them. The run time's checks of exclusive access cost a twentieth
# of a run; the compiler's stay, and `make exclusive` runs the tests with both. Results are the same bit for bit with and without.
FLAGS := -c release -Xswiftc -enable-testing
ifeq ($(shell uname -m),x86_64)
PROCESSOR := -Xswiftc -Xcc -Xswiftc -march=x86-64-v3 -Xswiftc -DNEEDS_AVX2
endif
FLAGS += $(PROCESSOR) -Xswiftc -enforce-exclusivity=unchecked
export FLAGS

.PHONY: setup build strict exclusive portable schemas install walk invariances test texts example pages package docc random fuzz mutated-ground soak safety sameness asan tsan coverage mutants reliability speed \
	slurm-test demo pictures clean

setup:
	@Tools/setup.sh

build: setup
	@swift build $(FLAGS) --product cupola

# Every warning of our own code an error.
strict: setup
	@CUPOLA_STRICT=1 swift build -c release --scratch-path .build-strict

# The tests with the run time's checks of exclusive access, and the program for any processor: both in build folders of their own.
exclusive: setup
	@swift test -c release -Xswiftc -enable-testing $(PROCESSOR) --scratch-path .build-exclusive --parallel
portable: setup
	@swift build -c release --scratch-path .build-portable --product cupola

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
	@mkdir -p $(LOG)
	@set -o pipefail; swift build $(FLAGS) --build-tests 2>&1 | tee $(LOG)/build.log
	@# What was compiled just now has no warning of our own.
	@! grep -E '^$(CURDIR)/(Sources|Tests|Examples)/[^:]*:[0-9]+:[0-9]+: warning:' $(LOG)/build.log
	@set -o pipefail; swift test $(FLAGS) --skip-build --parallel 2>&1 | tee $(LOG)/tests.log
	@Tools/check-report.sh
	@Tools/check-install.sh
	@Tools/check-python.sh
	@Tools/check-texts.py
	@Tools/check-pages.sh
	@Tools/check-page.sh
	@Tools/check-formats.sh
	@Tools/fuzz.sh short

# What these print becomes the figures of docs/RELIABILITY.md (`make reliability`).
LOG := .build/reliability
TEST := swift test $(FLAGS) --skip-build

# Ten thousand scenarios by chance; CUPOLA_SCENARIOS and CUPOLA_SCENARIOS_FROM say how many and from which on.
random: setup
	@mkdir -p $(LOG)
	@swift build $(FLAGS) --build-tests
	@set -o pipefail; CUPOLA_SCENARIOS=$${CUPOLA_SCENARIOS:-10000} $(TEST) --filter RandomScenarioTests 2>&1 | tee -a $(LOG)/random.log

# Ten million inputs for each reader of people's files, under libFuzzer; FUZZ says how many else.
# FUZZ=short: the kept corpus and some thousands of inputs each.
fuzz: build
	@mkdir -p $(LOG)
	@set -o pipefail; Tools/fuzz.sh $(FUZZ) | tee -a $(LOG)/fuzz.log

# Bytes of elevation files changed: twenty thousand of each kind, against GDAL's reading.
mutated-ground: setup
	@mkdir -p $(LOG)
	@swift build $(FLAGS) --build-tests
	@set -o pipefail; CUPOLA_MUTANTS=$${CUPOLA_MUTANTS:-20000} $(TEST) --filter HostileElevationTests 2>&1 | tee $(LOG)/ground.log

# The test suite under sanitizers, in build folders of their own: hours. MODULES="StudyExecutionTests …" runs those alone, and the last line says
# what did not run.
asan tsan: setup
	@mkdir -p $(LOG)
	@set -o pipefail; Tools/sanitize.sh $(if $(filter asan,$@),address,thread) $(MODULES) 2>&1 | tee $(LOG)/$@.log

# Which of the engine's lines the tests reach: at least nine in ten.
coverage: setup
	@mkdir -p $(LOG)
	@set -o pipefail; Tools/coverage.sh $(MODULES) 2>&1 | tee $(LOG)/coverage.log

# Forty planted faults, one by one; ONLY=3,7 for some.
mutants: setup
	@Tools/mutants.py $(if $(ONLY),--only $(ONLY))

reliability:
	@Tools/reliability.py

# docs/SPEED.md, beside peers that install by name: minutes on a machine with nothing else to do. ONLY=viewshed,page: some rows, the others stay;
# BEFORE=PROGRAM: raids beside an earlier build (BEFORE_CATALOGUE=DIR: with its catalogue); SHORT=1: a quick look.
speed: build
	@Tools/setup.sh test
	@Tools/setup.sh peers
	@Benchmarks/speed.py

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

# The engine as others take it: a package outside the tree builds on a tagged version and flies to the program's digest. It builds the
# engine anew, which takes minutes.
package: build
	@Tools/check-package.sh

# The engine's reference pages (DocC), every warning an error.
docc: setup
	@swift build $(FLAGS) --build-tests
	@Tools/docc.sh

# Does every key that is accepted change anything? Each key, as `make test` does, and docs/KEYS.md is written; CUPOLA_WALK=full make walk: each
# value of each catalogue file.
walk: setup
	@swift build $(FLAGS) --build-tests
	@CUPOLA_WALK=$${CUPOLA_WALK:-short} swift test $(FLAGS) --skip-build --filter "SchemaWalkTests|SchemaKeyTests"

# What must not change a battle and what must not hurt the defender: 400 paired runs of each (INVARIANCES=100: so many); writes
# docs/INVARIANCES.md.
invariances: setup
	@swift build $(FLAGS) --build-tests
	@CUPOLA_INVARIANCES=$${INVARIANCES:-full} swift test $(FLAGS) --skip-build --filter InvarianceTests

# What could hurt somebody who only opens a file or prints a result, and what only breaks things, tried on the program itself, line by line.
# EVERY=N: of the archives of strangers, every Nth; AGAINST=PROGRAM: another build, whose digests must be the same.
safety: build
	@Tools/setup.sh test
	@Tools/setup.sh formats
	@mkdir -p $(LOG)
	@set -o pipefail; { Tools/check-safety.py && Tools/check-breaking.py; } 2>&1 | tee $(LOG)/safety.log

# Digests with AVX2 and without: all scenarios, and four hundred by chance.
sameness: build portable
	@swift build $(FLAGS) --build-tests
	@mkdir -p $(LOG)
	@set -o pipefail; Tools/check-portable.sh 2>&1 | tee $(LOG)/portable.log

# Slow suites: a study killed again and again, and a disk that fills up.
soak: build
	@mkdir -p .build/reliability
	@set -o pipefail; Tools/kill-test.sh | tee .build/reliability/soak.log

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
