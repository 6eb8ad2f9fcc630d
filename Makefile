# make                      the program, build/waymark
# make run                  fill ./data if it is empty, and serve it
# make check                every test that needs no browser (T=name: those that match)
# make check-unit, check-commands      its two parts
# make check SAN=address,undefined     unit tests, in build-address-undefined/
# make check-pages          the pages in Chromium: looks, HTML, accessibility
# make screenshot           the picture in README.md, taken by the page tests
# make soak                 the long rounds of the random tests
# make mutants             change the rules one by one; some test must notice each
# make fuzz                 clang-14 looks for bytes we do not stand, 60 s for
#                           each thing that reads (FUZZ_S=600: longer)
# make bench                how fast it is beside others (EVENTS=1000000: sooner;
#                           ROW="funnel-duckdb slice": only those)
# make bench-deps           install those others, and start none
# make lint                 what must be quiet before a change goes in
# make format               rewrite the C with clang-format 14
# make install PREFIX=/usr DESTDIR=/tmp/stage
# make clean
#
# Needs GNU make, a C11 compiler, pkg-config, awk, node and npm; tools/start
# and tools/check install them.  `make lint` needs clang 14's tools.

PREFIX  ?= /usr/local
DESTDIR ?=
SAN     ?=
WERROR  ?=

comma := ,
B     := build$(if $(SAN),-$(subst $(comma),-,$(SAN)),$(if $(WERROR),-werror))
PKGS  := libmicrohttpd sqlite3 jansson libcmark expat libsodium zlib libzstd yaml-0.1 libzip

CPPFLAGS += -D_GNU_SOURCE -I. -Ilib -I$(B)
CFLAGS   += -g -O2
WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wformat=2 \
            -Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition \
            -Wpointer-arith -Wcast-qual -Wwrite-strings -Wvla -Wundef \
            -Wnull-dereference -Wdouble-promotion -Wswitch-enum
SANFLAGS := $(if $(SAN),-fsanitize=$(SAN) -fno-sanitize-recover=all \
            -fno-omit-frame-pointer)
ALL_CFLAGS = -std=c11 $(WARNINGS) $(WERROR) $(SANFLAGS) $(CFLAGS) \
            -include base/banned.h $(shell pkg-config --cflags $(PKGS))
LDLIBS   += $(shell pkg-config --libs $(PKGS)) -lm -lpthread

FOLDERS := lib/base lib/store lib/web patterns patterns/process patterns/lint tracker dashboard docs-site server
MAIN    := server/main.c
SRC     := $(filter-out $(MAIN),$(wildcard $(addsuffix /*.c,$(FOLDERS))))
SQL     := $(wildcard $(addsuffix /sql/*.sql,$(FOLDERS)))
EMBED   := $(wildcard $(addsuffix /*.html,$(FOLDERS)) lib/web/assets/* \
           server/demo/* server/openapi.json docs-site/*.md tracker/migrations/*.sql \
           patterns/lint/*.txt \
           patterns/brands/* \
           $(shell find patterns/catalogue patterns/govuk -type f ! -name ".*"))
GENH    := $(B)/gen/queries.h
OBJ     := $(SRC:%.c=$(B)/%.o) $(B)/gen/queries.o $(B)/gen/embedded.o
GOVUK   := node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.css
FIRST   := $(filter-out $(B)/gen/embedded.o,$(OBJ)) $(B)/gen/first.o
TESTS   := $(patsubst %.c,$(B)/%,$(wildcard tests/unit/test_*$(T)*.c))
ORACLE  := $(patsubst %.c,$(B)/%.o,$(wildcard tests/oracle/*.c tests/crash/*.c))
FUZZ    := event_scan body form tsv csv xes ndjson trail redact peer bpmn views sheet picture \
           definition entry guidance list markdown markup pack palette request yaml
FUZZ_S  ?= 60
FUZZ_OBJ := $(patsubst %.c,$(B)/%.o,$(filter-out %/fuzzer.c,$(wildcard tests/fuzz/*.c)))
BENCH   := $(addprefix $(B)/bench/bin/,generate load ask stopwatch hello)
CMDS    := $(filter-out %/lib.sh,$(wildcard tests/cli/*$(T)*.sh))
C_FILES := $(wildcard $(addsuffix /*.[ch],$(FOLDERS) tests tests/*))

all: $(B)/waymark

$(B)/waymark: $(B)/server/main.o $(B)/libwaymark.a
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(B)/libwaymark.a: $(OBJ)
	rm -f $@
	$(AR) rcs $@ $^

$(B)/%.o: %.c | $(GENH)
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(B)/gen/queries.o: $(B)/gen/queries.c
	$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(B)/gen/embedded.o: $(B)/gen/catalogue/component
$(B)/gen/first.o $(B)/gen/embedded.o: %.o: %.S $(EMBED) $(B)/gen/govuk.css \
        $(B)/gen/govuk-frontend.js $(B)/gen/waymark.js \
        server/client/waymark-choice.js
	$(CC) -c -o $@ $<

# The program twice: first without GOV.UK Frontend's components, to read them
# out of their package, and then with them.
$(B)/gen/waymark-first: $(B)/server/main.o $(FIRST)
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(B)/gen/catalogue/component: $(GOVUK) $(wildcard patterns/*.[ch] patterns/govuk/*) \
        | $(B)/gen/waymark-first
	rm -rf $(@D)
	$(B)/gen/waymark-first --data $(B)/gen import-patterns govuk-frontend node_modules/govuk-frontend >$(B)/patterns.log
	@touch $@

$(B)/gen/queries.h $(B)/gen/queries.c: $(B)/gen/queries.%: $(SQL) tools/queries.awk
	@mkdir -p $(@D)
	awk -f tools/queries.awk -v part=$* $(SQL) >$@.tmp && mv $@.tmp $@

# The list of embedded files is part of the target: a new file rebuilds it.
$(B)/gen/first.S $(B)/gen/embedded.S: %.S: tools/embed.awk %.list
	awk -f tools/embed.awk $*.list >$@.tmp && mv $@.tmp $@

$(B)/gen/first.list: FORCE
	@mkdir -p $(@D)
	@printf '%s\n' $(EMBED) 'assets/govuk.css=$(B)/gen/govuk.css' \
	    'assets/govuk-frontend.js=$(B)/gen/govuk-frontend.js' \
	    'client/waymark.js=$(B)/gen/waymark.js' \
	    'client/waymark-choice.js=server/client/waymark-choice.js' >$@.tmp
	@cmp -s $@ $@.tmp && rm $@.tmp || mv $@.tmp $@

$(B)/gen/embedded.list: $(B)/gen/first.list $(B)/gen/catalogue/component
	{ cat $<; find $(B)/gen/catalogue -type f ! -name '.*' | LC_ALL=C sort | \
	    sed 's,^$(B)/gen/\(.*\),patterns/\1=&,'; } >$@.tmp && mv $@.tmp $@

# The browser script without its comments and indentation: every page gets it.
$(B)/gen/waymark.js: server/client/waymark.js
	@mkdir -p $(@D)
	sed -E 's/^ +//; /^(\/\/|$$)/d' $< >$@.tmp && mv $@.tmp $@

# GOV.UK Frontend's stylesheet without its fonts, crest and pictures.
$(B)/gen/govuk.css: $(GOVUK) tools/govuk-css.awk
	@mkdir -p $(@D)
	awk -f tools/govuk-css.awk $< >$@.tmp && mv $@.tmp $@

# Its script, for examples that run: as it is, with the notice its licence asks
# for and without the address of a map that is not here.
GOVUK_JS := $(GOVUK:.css=.js)
$(B)/gen/govuk-frontend.js: $(GOVUK_JS) $(B)/gen/govuk.css
	@mkdir -p $(@D)
	{ head -n 1 $(B)/gen/govuk.css; sed 's,//# sourceMappingURL=.*,,' $<; } >$@.tmp && mv $@.tmp $@

# The tests need more packages than the build.  Once those are here, the build
# keeps them: only then does it not fetch (and prune to) its own.
ALL_NPM := $(wildcard node_modules/.all)$(filter %.all check-pages screenshot,$(MAKECMDGOALS))
$(GOVUK) $(GOVUK_JS) &: $(if $(ALL_NPM),node_modules/.all,package-lock.json)
	$(if $(ALL_NPM),,npm ci --omit=dev)
	@touch $@

node_modules/.all: package-lock.json
	npm ci
	@touch $@

$(B)/tests/unit/%: $(B)/tests/unit/%.o $(ORACLE) $(B)/libwaymark.a
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $(filter %.o,$^) $(filter %.a,$^) $(LDLIBS) -lcmocka

# Filled beside and then renamed, so half a demonstration is never served.
data/journeys.db: | $(B)/waymark
	rm -rf data.part
	$(B)/waymark --data data.part demo
	mv -T data.part data

run: $(B)/waymark data/journeys.db
	$(B)/waymark --data data serve

check: check-unit $(if $(SAN),,check-commands)

check-unit: $(TESTS)
	@tools/tally '$(if $(SAN),sanitized,unit) tests' $(B)/log/unit $(TESTS)

$(B)/tests/ledger/ledger: $(B)/tests/ledger/ledger.o
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ -lpthread

$(B)/tests/ledger/%.so: tests/ledger/%.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -fPIC -shared -o $@ $<

check-commands: $(B)/waymark $(B)/tests/ledger/ledger $(B)/tests/ledger/no_memory.so $(BENCH)
	@WAYMARK=$(CURDIR)/$< tools/tally 'command tests' $(B)/log/cli $(CMDS)

check-pages: $(B)/waymark node_modules/.all
	@WAYMARK=$(CURDIR)/$< node tests/browser/run.mjs

screenshot: $(B)/waymark node_modules/.all
	WAYMARK=$(CURDIR)/$< node tests/browser/screenshot.mjs docs-site/screenshot.png

soak: $(B)/tests/unit/test_histories
	HISTORIES=200000 $<

$(B)/tests/unit/test_fuzz: $(FUZZ_OBJ)

# Built by clang in a folder of its own.  A file it leaves there found a fault:
# mend it, and put the file into tests/fuzz/corpus/.
fuzz:
	$(MAKE) SAN=fuzzer-no-link,address,undefined CC=clang-14 WARNINGS= \
	    $(FUZZ:%=fuzz-%)

fuzz-%: $(B)/fuzz/%
	@mkdir -p $(B)/fuzz/corpus/$*
	$< -max_total_time=$(FUZZ_S) -max_len=4096 -timeout=10 -verbosity=0 \
	    -print_final_stats=1 -artifact_prefix=$(B)/fuzz/$*- \
	    $(B)/fuzz/corpus/$* tests/fuzz/corpus/$*

$(B)/fuzz/%: tests/fuzz/fuzzer.c $(FUZZ_OBJ) $(B)/libwaymark.a
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -fsanitize=fuzzer \
	    -DFUZZ_TARGET=fuzz_$* -o $@ $^ $(LDLIBS)

$(B)/bench/bin/%: $(B)/tests/bench/%.o $(B)/libwaymark.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(B)/bench/bin/generate $(B)/bench/bin/ask: $(B)/tests/bench/walk.o

bench: $(B)/waymark $(BENCH)
	@WAYMARK=$(CURDIR)/$< tests/bench/run $(ROW)

bench-deps:
	tests/bench/deps

mutants: $(B)/waymark
	tests/mutants/run

lint: lint-layers lint-format lint-tidy lint-cppcheck

lint-layers:
	awk -f tools/check-layers.awk tools/layers.txt $(filter-out tests/%,$(C_FILES))

lint-format:
	clang-format-14 --dry-run -Werror $(C_FILES)

# One file a run: clang-tidy 14 sees an uninitialised va_list in the second.
lint-tidy: $(GENH)
	printf '%s\n' $(SRC) $(MAIN) | xargs -P2 -I{} clang-tidy-14 --quiet {} -- \
	    -std=c11 $(CPPFLAGS) 2>/dev/null

lint-cppcheck: $(GENH)
	cppcheck -q -j2 --std=c11 --enable=warning,style,performance,portability \
	    --error-exitcode=1 --inline-suppr --suppressions-list=tools/cppcheck.txt \
	    -Ilib -I. -I$(B) $(SRC) $(MAIN)

format:
	clang-format-14 -i $(C_FILES)

install: $(B)/waymark
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/lib/systemd/system
	install -m 755 $(B)/waymark $(DESTDIR)$(PREFIX)/bin/
	sed 's|@PREFIX@|$(PREFIX)|' server/waymark.service \
	    >$(DESTDIR)$(PREFIX)/lib/systemd/system/waymark.service

clean:
	rm -rf build build-*

FORCE:
.PHONY: all run check check-unit check-commands check-pages screenshot soak mutants fuzz \
        bench bench-deps lint lint-layers lint-format lint-tidy lint-cppcheck format \
        install clean FORCE
.SUFFIXES:
.DELETE_ON_ERROR:
.SECONDARY:
-include $(OBJ:.o=.d) $(TESTS:=.d) $(ORACLE:.o=.d) $(FUZZ_OBJ:.o=.d) $(B)/server/main.d \
         $(B)/tests/ledger/ledger.d $(wildcard $(B)/tests/bench/*.d)
