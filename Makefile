# Hemu: one thin line each; what they do is in scripts/ and xtask/.
.PHONY: run test check gen bench build web screenshots

run: ## serve the demo city at http://127.0.0.1:8080
	@scripts/run.sh

test: ## everything that must hold, on SQLite and PostgreSQL
	@scripts/test.sh

check: ## formats, lints, the rules of the house
	@scripts/check.sh

gen: ## what is generated: the API contract, the web's types, the machine diagrams
	@scripts/gen.sh

bench: ## measure, and write docs/performance.md
	@scripts/bench.sh

build: web ## the release binary, web included
	@cargo build --release -p hemu

web: ## the web, only when its sources have changed
	@scripts/install.sh web
	@scripts/web.sh

screenshots: ## docs/images from the demo city
	@scripts/screenshots.sh
