/*
 * args.h - what was typed after the command's name.
 *
 * A command declares its options; anything else that begins with -- is used
 * wrongly, and is told so with the command's own help.
 */
#ifndef SERVER_ARGS_H
#define SERVER_ARGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "server/say.h"

/* Exit statuses (docs-site/commands.md): from 3 on as in sysexits.h. */
enum {
    EXIT_DONE = 0,
    EXIT_SOME_REFUSED = 1,
    EXIT_USED_WRONGLY = 2,
    EXIT_NO_INPUT = 66,
    EXIT_CANNOT_CREATE = 73,
    EXIT_STORAGE = 74,
    EXIT_TRY_LATER = 75,
};

enum option_kind {
    OPTION_FLAG,  /* bool: it is there */
    OPTION_TEXT,  /* const char *, borrowed from argv */
    OPTION_TEXTS, /* struct texts: may be given again and again */
    OPTION_DAY,   /* struct given_day */
    OPTION_TIME,  /* int64_t ms */
    OPTION_SPAN,  /* int64_t ms: "90s", "30m", "12h", "7d" */
};

enum {
    TEXTS_MAX = 64,   /* values of one option */
    WORDS_MAX = 4096, /* words without one: files, mostly */
};

struct texts {
    size_t n;
    const char *at[WORDS_MAX];
};

struct given_day {
    bool given;
    int32_t day;
};

struct option {
    const char *name; /* "--json" */
    enum option_kind kind;
    void *to;
};

/* What every command is given. */
struct call {
    const char *data; /* the data folder */
    int argc;         /* words behind the command's name */
    char **argv;
};

struct command {
    const char *name;  /* "journey discover" */
    const char *about; /* one line for the list */
    const char *usage; /* "FILE --id ID [--format F]" */
    const char *help;  /* the rest of --help */
    int (*run)(const struct command *self, const struct call *c);
};

/*
 * Take options (a list that ends with {0}) out of the words; the others are
 * left in rest.  min to max of those must be there.  false: it was used
 * wrongly, and was told so; return EXIT_USED_WRONGLY.
 */
bool args_read(const struct command *cmd, const struct call *c,
               const struct option *options, int min, int max,
               struct texts *rest);

/* Say what was wrong with the use, and where help is. */
int used_wrongly(const struct command *cmd, const char *fmt, ...)
    PRINTF_LIKE(2, 3);

/* "waymark: …" on standard error; then return that status. */
int failed(int status, const char *fmt, ...) PRINTF_LIKE(2, 3);

void command_help(const struct command *cmd);

#endif
