# SPDX-License-Identifier: Apache-2.0
MVN := $(or $(shell command -v mvn),./mvnw)
.PHONY: help build test check fmt run demo web e2e bench clean

help: ## This list
	@grep -E '^[a-z0-9]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

build: ## Build the server and the web UI
	./clew version

test: ## Every test
	./clew test

check: ## Java formatting and static checks only
	$(MVN) -q -B -Pci compile

fmt: ## Format Java and TypeScript
	$(MVN) -q -B spotless:apply && cd web && npm run --silent fmt

run: ## Start the server on ./.clew
	./clew up

demo: ## Start the server and a real agent
	./clew demo

web: ## The UI with hot reload, against a mock server
	cd web && npm ci && npm run dev:mock

e2e: ## Browser journeys
	.ci/journeys "$$JAVA_HOME"

bench: ## How to measure
	@sed -n '/^## How/,$$p' docs/performance.md

clean: ## Remove everything that was built
	rm -rf .clew-build */target web/dist
