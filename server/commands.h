/* commands.h - what the program can be told to do, as one table. */
#ifndef SERVER_COMMANDS_H
#define SERVER_COMMANDS_H

#include "base/buf.h"
#include "server/args.h"
#include "tracker/tracker.h"

int run_serve(const struct command *self, const struct call *c);
int run_demo(const struct command *self, const struct call *c);
int run_journey_add(const struct command *self, const struct call *c);
int run_journey_discover(const struct command *self, const struct call *c);
int run_journey_lint(const struct command *self, const struct call *c);
int run_journey_list(const struct command *self, const struct call *c);
int run_journey_remove(const struct command *self, const struct call *c);
int run_import(const struct command *self, const struct call *c);
int run_imports(const struct command *self, const struct call *c);
int run_undo(const struct command *self, const struct call *c);
int run_export(const struct command *self, const struct call *c);
int run_figures(const struct command *self, const struct call *c);
int run_funnel(const struct command *self, const struct call *c);
int run_paths(const struct command *self, const struct call *c);
int run_slice(const struct command *self, const struct call *c);
int run_attempts(const struct command *self, const struct call *c);
int run_quarantine_add(const struct command *self, const struct call *c);
int run_quarantine_list(const struct command *self, const struct call *c);
int run_quarantine_remove(const struct command *self, const struct call *c);
int run_key_add(const struct command *self, const struct call *c);
int run_key_remove(const struct command *self, const struct call *c);
int run_key_allow(const struct command *self, const struct call *c);
int run_key_deny(const struct command *self, const struct call *c);
int run_key_list(const struct command *self, const struct call *c);
int run_forget(const struct command *self, const struct call *c);
int run_retain(const struct command *self, const struct call *c);
int run_backup(const struct command *self, const struct call *c);
int run_restore(const struct command *self, const struct call *c);
int run_verify(const struct command *self, const struct call *c);
int run_notice(const struct command *self, const struct call *c);
int run_build(const struct command *self, const struct call *c);
int run_content(const struct command *self, const struct call *c);
int run_lint(const struct command *self, const struct call *c);
int run_export_patterns(const struct command *self, const struct call *c);
int run_import_patterns(const struct command *self, const struct call *c);
int run_process(const struct command *self, const struct call *c);

/* clang-format off */
/* The options that ask for one segment or several at once. */
#define SEGMENT_OPTIONS(s)                                                     \
    {"--channel", OPTION_TEXT, &(s)->channel},                                 \
        {"--device", OPTION_TEXT, &(s)->device},                               \
        {"--lang", OPTION_TEXT, &(s)->lang},                                   \
        {"--release", OPTION_TEXT, &(s)->release},                             \
        {"--variant", OPTION_TEXT, &(s)->variant}
/* clang-format on */

/* What they are called in a command's usage. */
#define SEGMENT_USAGE                                                          \
    "       [--channel NAME] [--device NAME] [--lang NAME] [--release NAME]\n" \
    "       [--variant NAME]"

/* Helpers of more than one command (common.c). */

/* Open the data folder, or say why not and return a status. */
int open_data(const struct call *c, enum tracker_mode mode,
              struct tracker **ret_tracker);

/* A command's work with the folder open; returns a status.  The arena is for
 * what it prints. */
typedef int work(struct tracker *t, struct arena *a, void *self);

/* Open the folder, do the work, close it, finish what was printed. */
int with_data(const struct call *c, enum tracker_mode mode, work *run,
              void *self);

/* The same to change what is there: no folder is made where there is none, for
 * its name may be a slip. */
int change_data(const struct call *c, work *run, void *self);

/* Say why a call to the tracker failed, and return a status. */
int tracker_failed(enum err e, const char *journey);

/* Print problems, at most so many, to standard error. */
void print_problems(const struct problems *p, const char *file);

/* Are channel and device, where given, of the protocol?  false: it was said
 * that they are not. */
bool check_segments(const struct command *self, const struct segments *s);

/* The days that were given, as a period.  false: they are the wrong way round,
 * and that was said. */
bool read_period(const struct command *self, struct given_day from,
                 struct given_day until, struct period *ret_period);

/* Say why a question could not be answered, and what was wrong with it; a
 * status. */
int asking_failed(enum err e, const struct problems *p, const char *journey);

/* Run a command that takes --json and nothing else: its work is handed a bool,
 * whether that was given. */
int run_list(const struct command *self, const struct call *c, work *list);

/* Print JSON and free it; a status. */
int print_json(json_t *json);

/* The same on one line: for commands that answer once for each file. */
int print_json_line(json_t *json);

/* Finish standard output: what could not be written is a failure. */
int finish_output(int status);

/* The whole of a small file, or say why not and return a status. */
int read_file(const char *path, struct buf *text);

/* Open a file to read, or say why not and return a status. */
int open_input(const char *path, struct input **ret_input);

#endif
