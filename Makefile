# `make run` and `make test` install what is missing, say what, and need no answer. The work is in scripts/.

# Outside the checkout, so that fresh clones and several checkouts share what is built.
CACHE := $(if $(XDG_CACHE_HOME),$(XDG_CACHE_HOME),$(HOME)/.cache)
export CARGO_TARGET_DIR ?= $(CACHE)/karakana/target

.DEFAULT_GOAL := help
.PHONY: help setup run test check build bindings bench fuzz seeds android-check apk clean

help: ## Show this list
	@sed -n 's/^\([a-z-]*\): ## /\1|/p' $(firstword $(MAKEFILE_LIST)) | while IFS='|' read -r target text; do printf '  make %-14s %s\n' "$$target" "$$text"; done

setup: ## Install what is missing for everything below
	@scripts/setup.sh test

run: ## Start a demonstration: server, example data, four people, and the app
	@scripts/run.sh

test: ## Run every test, browser and window included
	@scripts/test.sh

check: ## Look at formatting, lints and types, without building programs
	@scripts/check.sh

build: ## Build the release programs
	@scripts/build.sh release

bindings: ## Write the TypeScript of the call table anew
	KARAKANA_WRITE_BINDINGS=1 cargo test --workspace --features karakana/custom-protocol --locked --lib the_committed_typescript

bench: ## Measure what docs/BENCHMARKS.md reports
	@scripts/bench.sh

fuzz: ## Fuzz each target for SECONDS=n, by default 60
	@scripts/fuzz.sh $(or $(SECONDS),60)

seeds: ## Play the simulated fleet once for each seed FIRST=n to LAST=n
	@scripts/seeds.sh $(or $(FIRST),1) $(or $(LAST),100)

android-check: ## Type-check the app for Android phones; needs no SDK
	@scripts/android-check.sh

apk: ## Build the APKs for Android phones; says what is missing where there is no SDK
	@scripts/apk.sh phones

clean: ## Remove what was built
	cargo clean
	rm -rf ui/dist ui/node_modules
