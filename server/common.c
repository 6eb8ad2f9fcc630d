#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "server/commands.h"

/* What is read is written to as well: SQLite keeps its locks beside the data.
 */
static bool may_use(const char *path, int how)
{
    return access(path, how) == 0 || (errno != EACCES && errno != EROFS);
}

/* A folder that this user may not use, or that is none: 0 if it is neither. */
static int refuse_folder(const char *dir)
{
    char database[PATH_MAX];
    struct stat is;

    (void)snprintf(database, sizeof(database), "%s/journeys.db", dir);
    if (stat(dir, &is) == 0 && !S_ISDIR(is.st_mode))
        return failed(EXIT_NO_INPUT,
                      "%s is no folder: name the data folder with --data", dir);
    if (may_use(dir, R_OK | W_OK | X_OK) && may_use(database, R_OK | W_OK))
        return 0;
    return failed(EXIT_STORAGE,
                  "%s may not be read and written by this user: run waymark "
                  "as the user it belongs to, or name another folder with "
                  "--data",
                  dir);
}

static int no_data(const struct call *c)
{
    return failed(EXIT_NO_INPUT,
                  "there is no data in %s: name another folder with --data, or "
                  "fill one with `waymark demo` or `waymark journey add`",
                  c->data);
}

int open_data(const struct call *c, enum tracker_mode mode,
              struct tracker **ret_tracker)
{
    enum err e = tracker_open(c->data, mode, ret_tracker);
    int refused =
        e == ERR_NOT_FOUND || e == ERR_IO ? refuse_folder(c->data) : 0;

    if (refused)
        return refused;
    switch (e) {
    case OK:
        return EXIT_DONE;
    case ERR_NOT_FOUND:
        return no_data(c);
    case ERR_CONFLICT:
        return failed(EXIT_STORAGE,
                      "the data in %s is of another version of this program; "
                      "nothing of it was changed",
                      c->data);
    case ERR_BUSY:
        return failed(EXIT_TRY_LATER,
                      "another process is writing to %s: try again", c->data);
    case ERR_IO:
        return failed(EXIT_STORAGE,
                      "cannot open the data in %s: if its disk is sound, "
                      "restore a backup into another folder, with `waymark "
                      "--data OTHER restore BACKUP`",
                      c->data);
    case ERR_INVALID:
    case ERR_FORBIDDEN:
    case ERR_TOO_BIG:
        break;
    }
    return failed(EXIT_STORAGE, "cannot open the data folder %s", c->data);
}

int with_data(const struct call *c, enum tracker_mode mode, work *run,
              void *self)
{
    struct tracker *t;
    struct arena *a;
    int status = open_data(c, mode, &t);

    if (status)
        return status;
    a = arena_new();
    status = run(t, a, self);
    arena_free(a);
    tracker_close(t);
    return finish_output(status);
}

int change_data(const struct call *c, work *run, void *self)
{
    char database[PATH_MAX];

    (void)snprintf(database, sizeof(database), "%s/journeys.db", c->data);
    if (access(database, F_OK) < 0 && errno == ENOENT)
        return no_data(c);
    return with_data(c, TRACKER_WRITE, run, self);
}

int tracker_failed(enum err e, const char *journey)
{
    if (e == ERR_NOT_FOUND)
        return failed(EXIT_USED_WRONGLY,
                      "there is no journey %s here: `waymark "
                      "journey list` names those there are",
                      journey);
    if (e == ERR_BUSY)
        return failed(EXIT_TRY_LATER,
                      "another process is writing to the data: try again");
    return failed(EXIT_STORAGE, "%s; nothing half done was kept", err_text(e));
}

void print_problems(const struct problems *p, const char *file)
{
    size_t i;

    for (i = 0; i < p->n; i++) {
        const struct problem *one = &p->at[i];

        say_error("%s: %s%s%s\n", file, one->place, *one->place ? ": " : "",
                  one->message);
    }
    if (p->total > p->n)
        say_error("%s: and %zu more like these\n", file, p->total - p->n);
}

int finish_output(int status)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return status;
    return failed(EXIT_STORAGE, "cannot write to standard output");
}

static int print_with(json_t *json, size_t flags)
{
    if (!json)
        return failed(EXIT_STORAGE, "the answer cannot be put into JSON");
    (void)json_dumpf(json, stdout, flags | JSON_REAL_PRECISION(15));
    (void)putchar('\n');
    json_decref(json);
    return finish_output(EXIT_DONE);
}

int print_json(json_t *json)
{
    return print_with(json, JSON_INDENT(1));
}

int print_json_line(json_t *json)
{
    return print_with(json, JSON_COMPACT);
}

int open_input(const char *path, struct input **ret_input)
{
    switch (input_open(path, ret_input)) {
    case OK:
        return EXIT_DONE;
    case ERR_NOT_FOUND:
        return failed(EXIT_NO_INPUT, "there is no file %s", path);
    case ERR_FORBIDDEN:
        return failed(EXIT_NO_INPUT, "%s may not be read by this user", path);
    case ERR_INVALID:
        return failed(EXIT_NO_INPUT, "%s is not a file", path);
    case ERR_CONFLICT:
    case ERR_TOO_BIG:
    case ERR_BUSY:
    case ERR_IO:
        break;
    }
    return failed(EXIT_NO_INPUT, "%s cannot be read", path);
}

int read_file(const char *path, struct buf *text)
{
    struct input *in;
    char bytes[4096];
    size_t n;
    int status = open_input(path, &in);

    if (status)
        return status;
    while (!text->overflowed && (n = input_bytes(in, bytes, sizeof(bytes))) > 0)
        buf_add(text, bytes, n);
    if (text->overflowed)
        status = failed(EXIT_NO_INPUT, "%s is larger than %zu KiB", path,
                        text->max / 1024);
    else if (input_fault(in) != OK)
        status = failed(EXIT_NO_INPUT, "%s cannot be read to its end", path);
    else if (text_is_utf16(text->text, text->len))
        status =
            failed(EXIT_NO_INPUT, "%s is UTF-16: save the file as UTF-8", path);
    input_close(in);
    return status;
}

bool check_segments(const struct command *self, const struct segments *s)
{
    if (s->channel && !channel_find(s->channel)) {
        (void)used_wrongly(self,
                           "--channel is self, assisted-phone, assisted-face, "
                           "on-behalf, field or kiosk");
        return false;
    }
    if (s->device && !device_find(s->device)) {
        (void)used_wrongly(self,
                           "--device is mobile, tablet, desktop or other");
        return false;
    }
    return true;
}

bool read_period(const struct command *self, struct given_day from,
                 struct given_day until, struct period *ret_period)
{
    if (from.given && until.given && from.day > until.day) {
        (void)used_wrongly(self, "--from is after --until");
        return false;
    }
    *ret_period = (struct period){from.given, until.given, from.day, until.day};
    return true;
}

int asking_failed(enum err e, const struct problems *p, const char *journey)
{
    print_problems(p, journey);
    if (e == ERR_INVALID || e == ERR_TOO_BIG)
        return EXIT_USED_WRONGLY;
    return tracker_failed(e, journey);
}

int run_list(const struct command *self, const struct call *c, work *list)
{
    bool json = false;
    const struct option options[] = {{"--json", OPTION_FLAG, &json},
                                     {NULL, OPTION_FLAG, NULL}};
    struct texts rest;

    if (!args_read(self, c, options, 0, 0, &rest))
        return EXIT_USED_WRONGLY;
    return with_data(c, TRACKER_READ, list, &json);
}
