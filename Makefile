# Two commands matter: `make run` and `make test`. Everything lives in .venv; nothing else is touched.

PYTHON ?= $(firstword $(foreach name,python3 python3.14 python3.13 python3.12 python3.11 python,\
	$(shell command -v $(name) >/dev/null 2>&1 && $(name) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(name))))
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
FRONT := $(shell find frontend src/aftercare/locale hatch_build.py -type f -not -path '*/node_modules/*' -not -name '*.mo' 2>/dev/null)
# Two more than there are processors: the tests that start servers and browsers wait much.
JOBS ?= $(shell expr $$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2) + 2)
export PYTHONUTF8 := 1
# With these two Python reads the path of a folder called 售后 as ASCII, and ends.
ifneq ($(filter C POSIX,$(LC_ALL)),)
export LC_ALL := C.UTF-8
endif

.DEFAULT_GOAL := help
.PHONY: help run test check bench lint types clean install develop
.DELETE_ON_ERROR:

help: ## 显示帮助 · show this help
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(VENV)/.installed ## 启动全部,Ctrl-C 停止 · start everything; Ctrl-C stops it
	@$(BIN)/aftercare run --with-parent

test: $(VENV)/.developing ## 运行测试 · run the tests
	@echo "› Tests ……"
	@$(BIN)/python -m pytest -n $(JOBS) $(PYTEST_ARGS)

check: lint types ## 运行所有检查 · run every check of style, types and walls
	@echo "› All checks passed."

lint: $(VENV)/.developing
	@echo "› Style ……"
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/djlint --quiet --lint src/aftercare
	@echo "› Walls ……"
	@cd src && ../$(BIN)/lint-imports --config ../pyproject.toml --no-cache > ../$(VENV)/walls.txt || { cat ../$(VENV)/walls.txt; exit 1; }
	@echo "› Migrations ……"
	@AFTERCARE_SECRET_KEY=check $(BIN)/python -W ignore manage.py makemigrations --check --dry-run --verbosity 1
	@echo "› Texts ……"
	@$(BIN)/python tools/messages.py --check

types: $(VENV)/.developing
	@echo "› Types ……"
	@AFTERCARE_SECRET_KEY=check $(BIN)/mypy src/aftercare
	@$(BIN)/python hatch_build.py --types

bench: $(VENV)/.developing ## 测量性能 · measure speed, print a table
	@$(BIN)/python -m bench $(BENCH_ARGS)

install: $(VENV)/.installed ## 只安装 · install only

develop: $(VENV)/.developing ## 安装开发工具 · install what tests and checks need, too

clean: ## 删除虚拟环境和构建产物(不删数据) · remove what was built, never the data
	rm -rf $(VENV) build dist frontend/node_modules src/aftercare/static/dist .mypy_cache .ruff_cache .pytest_cache
	find src -name '*.mo' -delete

$(BIN)/python:
	@if [ -z "$(PYTHON)" ]; then \
		echo "Python 3.11 or newer is needed and was not found; name one: make PYTHON=/path/to/python3.11"; \
		echo "需要 Python 3.11 以上版本,可用 make PYTHON=… 指定。"; exit 1; fi
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) or None)' 2>/dev/null || { \
		echo "$(PYTHON) is not Python 3.11 or newer; name another: make PYTHON=/path/to/python3.11"; \
		echo "$(PYTHON) 不是 Python 3.11 以上版本,请用 make PYTHON=… 指定。"; exit 1; }
	@echo "› Making the virtual environment in $(VENV) ($$($(PYTHON) --version)) …… 创建虚拟环境"
	@$(PYTHON) -m venv $(VENV) > /dev/null 2>&1 || { rm -rf $(VENV); \
		echo "$(PYTHON) cannot make virtual environments; on Debian: apt-get install python3-venv"; \
		echo "无法创建虚拟环境,Debian/Ubuntu 请先安装 python3-venv。"; exit 1; }

# Some packages carry files for Pythons other than ours; of them alone a fault is passed over.
$(VENV)/.installed: pyproject.toml $(FRONT) | $(BIN)/python
	@echo "› Installing packages and building the front end, about a minute …… 安装依赖并构建前端,约一分钟"
	@$(PIP) install --no-compile --editable .
	@$(BIN)/python -m compileall -q -j 0 src
	@$(BIN)/python -m compileall -qq -j 0 $(VENV)/lib || true
	@touch $@

$(VENV)/.developing: pyproject.toml $(VENV)/.installed
	@echo "› Installing the tools for tests and checks …… 安装测试与检查工具"
	@$(BIN)/python -c 'import tomllib; print("\n".join(tomllib.load(open("pyproject.toml", "rb"))["dependency-groups"]["dev"]))' > $(VENV)/dev.txt
	@$(PIP) install --no-compile --requirement $(VENV)/dev.txt
	@$(BIN)/python -m compileall -qq -j 0 $(VENV)/lib || true
	@touch $@
