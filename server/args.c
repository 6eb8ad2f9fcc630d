#include "server/args.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "base/time.h"

int used_wrongly(const struct command *cmd, const char *fmt, ...)
{
    va_list args;

    say_error("waymark %s: ", cmd->name);
    va_start(args, fmt);
    say_to(stderr, fmt, args);
    va_end(args);
    say_error("\nUsage: waymark %s%s%s\nMore: waymark %s --help\n", cmd->name,
              *cmd->usage ? " " : "", cmd->usage, cmd->name);
    return EXIT_USED_WRONGLY;
}

int failed(int status, const char *fmt, ...)
{
    va_list args;

    say_error("waymark: ");
    va_start(args, fmt);
    say_to(stderr, fmt, args);
    va_end(args);
    say_error("\n");
    return status;
}

void command_help(const struct command *cmd)
{
    say("waymark %s%s%s\n\n%s.\n%s", cmd->name, *cmd->usage ? " " : "",
        cmd->usage, cmd->about, cmd->help);
}

/* "7d" and its like. */
static enum err span_parse(const char *s, int64_t *ret_ms)
{
    static const struct {
        char letter;
        int64_t ms;
    } units[] = {{'s', MS_PER_SECOND},
                 {'m', MS_PER_MINUTE},
                 {'h', 60 * MS_PER_MINUTE},
                 {'d', MS_PER_DAY}};
    size_t n = strlen(s), i;
    int64_t count;

    if (n >= 3 && text_ends(s, "ms"))
        return text_int(s, n - 2, 1, INT64_C(1) << 50, ret_ms);
    for (i = 0; n > 1 && i < sizeof(units) / sizeof(units[0]); i++)
        if (s[n - 1] == units[i].letter &&
            text_int(s, n - 1, 1, 1000000, &count) == OK) {
            *ret_ms = count * units[i].ms;
            return OK;
        }
    return ERR_INVALID;
}

static bool take_text(const struct command *cmd, const struct option *o,
                      const char *value)
{
    struct texts *list = o->to;

    if (list->n == TEXTS_MAX) {
        used_wrongly(cmd, "%s can be given %d times at most", o->name,
                     TEXTS_MAX);
        return false;
    }
    list->at[list->n++] = value;
    return true;
}

/* What a value of that kind looks like; NULL once it was taken. */
static const char *take_checked(const struct option *o, const char *value)
{
    struct given_day *day = o->to;

    switch (o->kind) {
    case OPTION_DAY:
        day->given = true;
        return day_parse(value, &day->day) ? "a day, such as 2026-03-02" : NULL;
    case OPTION_TIME:
        return time_parse(value, strlen(value), o->to)
                   ? "a time with its offset, such as 2026-03-02T10:00:00Z"
                   : NULL;
    case OPTION_SPAN:
        return span_parse(value, o->to)
                   ? "a length of time, such as 90s, 30m, 12h or 7d"
                   : NULL;
    case OPTION_FLAG:
    case OPTION_TEXT:
    case OPTION_TEXTS:
        break;
    }
    return "nothing of this kind";
}

static bool take(const struct command *cmd, const struct option *o,
                 const char *value)
{
    const char *want;

    if (o->kind == OPTION_FLAG) {
        *(bool *)o->to = true;
        return true;
    }
    if (o->kind == OPTION_TEXT) {
        *(const char **)o->to = value;
        return true;
    }
    if (o->kind == OPTION_TEXTS)
        return take_text(cmd, o, value);
    want = take_checked(o, value);
    if (want)
        used_wrongly(cmd, "%s is followed by %s; \"%s\" is not", o->name, want,
                     value);
    return !want;
}

static const struct option *find_option(const struct option *options,
                                        const char *word, size_t n)
{
    const struct option *o;

    for (o = options; o->name; o++)
        if (strlen(o->name) == n && memcmp(o->name, word, n) == 0)
            return o;
    return NULL;
}

/* One option, "--name VALUE" or "--name=VALUE"; *i moves behind it. */
static bool read_option(const struct command *cmd, const struct call *c,
                        const struct option *options, int *i)
{
    const char *word = c->argv[*i];
    const char *equals = strchr(word, '=');
    size_t n = equals ? (size_t)(equals - word) : strlen(word);
    const struct option *o = find_option(options, word, n);

    if (!o && n == strlen("--data") && text_starts(word, "--data")) {
        used_wrongly(cmd,
                     "--data stands before the command: waymark --data "
                     "DIR %s",
                     cmd->name);
        return false;
    }
    if (!o) {
        used_wrongly(cmd, "%.*s is no option of this command", (int)n, word);
        return false;
    }
    if (o->kind == OPTION_FLAG && equals) {
        used_wrongly(cmd, "%s takes no value: leave out \"%s\"", o->name,
                     equals);
        return false;
    }
    if (o->kind == OPTION_FLAG)
        return take(cmd, o, NULL);
    if (equals)
        return take(cmd, o, equals + 1);
    if (*i + 1 == c->argc) {
        used_wrongly(cmd, "%s needs a value behind it", o->name);
        return false;
    }
    (*i)++;
    return take(cmd, o, c->argv[*i]);
}

/* Behind "[…]" or "(…)", which need not be given in this form. */
static const char *past_group(const char *s)
{
    int depth = 0;

    do {
        depth += (*s == '[' || *s == '(') - (*s == ']' || *s == ')');
    } while (*++s && depth > 0);
    return s;
}

/* Say which word of the usage it is, such as FILE, that was not given. */
static void missing(const struct command *cmd, size_t given)
{
    const char *s = cmd->usage;
    bool is_value = false; /* of the option before it */

    while (*(s += strspn(s, " \n."))) {
        size_t n = strcspn(s, " \n.");

        if (*s == '[' || *s == '(') {
            s = past_group(s);
            continue;
        }
        if (*s != '-' && !is_value && given-- == 0) {
            used_wrongly(cmd, "%.*s is missing", (int)n, s);
            return;
        }
        is_value = *s == '-';
        s += n;
    }
    used_wrongly(cmd, "something is missing");
}

static void too_many(const struct command *cmd, const char *word, int max)
{
    _Static_assert(WORDS_MAX == 4096, "as it is said here");
    if (max == WORDS_MAX)
        (void)used_wrongly(cmd, "takes 4,096 files at once: name the others in "
                                "another run");
    else
        (void)used_wrongly(cmd, "\"%s\" is one word too many", word);
}

bool args_read(const struct command *cmd, const struct call *c,
               const struct option *options, int min, int max,
               struct texts *rest)
{
    bool plain = false; /* behind "--" */
    int i;

    rest->n = 0;
    for (i = 0; i < c->argc; i++) {
        const char *word = c->argv[i];

        if (!plain && strcmp(word, "--") == 0) {
            plain = true;
        } else if (!plain && text_starts(word, "--")) {
            if (!read_option(cmd, c, options, &i))
                return false;
        } else if ((int)rest->n == max) {
            too_many(cmd, word, max);
            return false;
        } else {
            rest->at[rest->n++] = word;
        }
    }
    if ((int)rest->n < min) {
        missing(cmd, rest->n);
        return false;
    }
    return true;
}
