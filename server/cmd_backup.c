/* waymark backup, restore */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/files.h"
#include "base/json.h"
#include "base/log.h"
#include "base/text.h"
#include "server/commands.h"

/*
 * A backup is a folder: journeys.db, attempt.key (unless it is kept apart),
 * catalogue/, brands/, and manifest.json, which is written last and names
 * every file with its size and BLAKE2b digest.
 */
enum {
    MANIFEST_MAX = 16 * 1024 * 1024,
    DIGEST_TEXT = 2 * SECRET_SIZE + 1,
    MISSING_SHOWN = 10
};

static const char manifest_name[] = "manifest.json";
static const char database_name[] = "journeys.db";

/* Files on their way from one folder to another. */
struct moving {
    const char *from, *to; /* folders */
    json_t *files;         /* the manifest's list */
    bool key_is_apart;
    struct arena *arena;
};

struct backup_call {
    const char *data, *dir;
    bool without_key;
};

static enum err digest_text(const char *path, char text[DIGEST_TEXT])
{
    unsigned char digest[SECRET_SIZE];
    enum err e = file_digest(path, digest);

    if (!e)
        text_hex(digest, sizeof(digest), text);
    return e;
}

/* Add a file of the backup to its manifest. */
static enum err note(void *self, const char *path)
{
    struct moving *m = self;
    const char *full = arena_printf(m->arena, "%s/%s", m->to, path);
    char digest[DIGEST_TEXT];
    struct stat st;
    enum err e = digest_text(full, digest);

    if (e || stat(full, &st) < 0)
        return e ? e : ERR_IO;
    return json_array_append_new(
               m->files, json_pack("{s:s s:I s:s}", "file", path, "bytes",
                                   (json_int_t)st.st_size, "blake2b", digest))
               ? ERR_IO
               : OK;
}

/* The manifest is JSON: it cannot name what is not UTF-8, and what it does not
 * name is not restored. */
static enum err copy_one(void *self, const char *path)
{
    struct moving *m = self;

    if (!text_is_utf8(path, strlen(path))) {
        log_line("%s/%s has a name that is not UTF-8: rename it", m->from,
                 text_shown(m->arena, path, strlen(path)));
        return ERR_INVALID;
    }
    return file_copy(arena_printf(m->arena, "%s/%s", m->from, path),
                     arena_printf(m->arena, "%s/%s", m->to, path));
}

/* What councils put into the data folder themselves, if they did. */
static enum err copy_folder(const struct moving *m, const char *name)
{
    struct moving below = *m;
    enum err e;

    below.from = arena_printf(m->arena, "%s/%s", m->from, name);
    below.to = arena_printf(m->arena, "%s/%s", m->to, name);
    e = files_walk(below.from, copy_one, &below);
    return e == ERR_NOT_FOUND ? OK : e;
}

static enum err write_manifest(struct moving *m)
{
    char at[TIME_TEXT];
    char *text;
    json_t *json;
    enum err e = files_walk(m->to, note, m);

    if (e)
        return e;
    time_format(time_now_ms(), at);
    json =
        json_pack("{s:s s:s s:b s:O}", "waymark", "backup/1", "made", at,
                  "attemptKeyIsSeparate", m->key_is_apart, "files", m->files);
    text = json_dumps(json, JSON_INDENT(1));
    e = text ? file_write(arena_printf(m->arena, "%s/%s", m->to, manifest_name),
                          text, strlen(text))
             : ERR_IO;
    free(text);
    json_decref(json);
    return e;
}

static enum err copy_all(struct tracker *t, struct moving *m,
                         const struct backup_call *asked)
{
    enum err e = tracker_backup(t, asked->dir);

    if (!e && !asked->without_key)
        e = copy_one(m, "attempt.key");
    if (!e)
        e = copy_folder(m, "catalogue");
    return e ? e : copy_folder(m, "brands");
}

static int backup(struct tracker *t, struct arena *a, void *self)
{
    const struct backup_call *asked = self;
    struct moving m = {asked->data, asked->dir, json_array(),
                       asked->without_key, a};
    enum err e;

    json_own(a, m.files);
    if (mkdir(asked->dir, 0700) < 0)
        return failed(EXIT_CANNOT_CREATE,
                      "cannot make the folder %s: %s (name one that is not "
                      "there yet)",
                      asked->dir, strerrordesc_np(errno));
    e = file_keep_name(asked->dir);
    if (!e)
        e = copy_all(t, &m, asked);
    if (!e)
        e = write_manifest(&m);
    if (e)
        return failed(EXIT_STORAGE,
                      "the backup in %s is not complete (%s): remove it and "
                      "try again",
                      asked->dir, err_text(e));
    say("%zu files are in %s%s\n", json_array_size(m.files), asked->dir,
        asked->without_key
            ? "; attempt.key is not among them: keep a copy of it elsewhere"
            : "");
    return EXIT_DONE;
}

int run_backup(const struct command *self, const struct call *c)
{
    struct backup_call asked = {.data = c->data};
    const struct option options[] = {
        {"--without-key", OPTION_FLAG, &asked.without_key},
        {NULL, OPTION_FLAG, NULL}};
    struct texts rest;

    if (!args_read(self, c, options, 1, 1, &rest))
        return EXIT_USED_WRONGLY;
    asked.dir = rest.at[0];
    return with_data(c, TRACKER_READ, backup, &asked);
}

static const char *file_of(const struct moving *m, size_t i)
{
    return json_string_value(
        json_object_get(json_array_get(m->files, i), "file"));
}

/* No part of it is empty or "..". */
static bool stays_below(const char *path)
{
    size_t n = strcspn(path, "/");

    while (n && !(n == 2 && memcmp(path, "..", n) == 0)) {
        if (!path[n])
            return true;
        path += n + 1;
        n = strcspn(path, "/");
    }
    return false;
}

/* Is a file of the manifest as it was?  Its path may lead nowhere else. */
static bool is_whole(const struct moving *m, const json_t *file)
{
    const char *path = json_string_value(json_object_get(file, "file"));
    const char *want = json_string_value(json_object_get(file, "blake2b"));
    char digest[DIGEST_TEXT];

    return path && want && stays_below(path) &&
           digest_text(arena_printf(m->arena, "%s/%s", m->from, path),
                       digest) == OK &&
           strcmp(digest, want) == 0;
}

static bool is_there(const struct moving *m, const char *path)
{
    return access(arena_printf(m->arena, "%s/%s", m->from, path), F_OK) == 0;
}

/* "a, b and 3 more": files of the manifest that are not there; "": all are. */
static const char *missing_files(const struct moving *m)
{
    const char *all = "";
    size_t i, n = 0;

    for (i = 0; i < json_array_size(m->files); i++) {
        const char *path = file_of(m, i);

        if (path && !is_there(m, path) && n++ < MISSING_SHOWN)
            all = text_join(m->arena, all, ", ", path);
    }
    return n > MISSING_SHOWN ? arena_printf(m->arena, "%s and %zu more", all,
                                            n - MISSING_SHOWN)
                             : all;
}

static int check_files(const struct moving *m)
{
    const char *missing = missing_files(m);
    size_t i;

    if (*missing)
        return failed(EXIT_SOME_REFUSED,
                      "%s is not the whole backup, for this is missing: %s; "
                      "nothing was restored: copy it again from where it was "
                      "made, or use another backup",
                      m->from, missing);
    for (i = 0; i < json_array_size(m->files); i++) {
        const char *path = file_of(m, i);

        if (!is_whole(m, json_array_get(m->files, i)))
            return failed(EXIT_SOME_REFUSED,
                          "%s/%s is not as it was when the backup was made: "
                          "nothing was restored, use another backup",
                          m->from, path ? path : "?");
    }
    return EXIT_DONE;
}

/* The database gets its name when all of it is there, after all else: a
 * restore that was cut off left no data to be taken for whole. */
static enum err copy_database(const struct moving *m)
{
    const char *to = arena_printf(m->arena, "%s/%s", m->to, database_name);
    const char *part = arena_printf(m->arena, "%s.part", to);
    enum err e = file_copy(
        arena_printf(m->arena, "%s/%s", m->from, database_name), part);

    if (!e && rename(part, to) != 0)
        e = ERR_IO;
    return e ? e : file_keep_name(to);
}

static int copy_files(const struct moving *m)
{
    enum err e = OK;
    size_t i;

    for (i = 0; !e && i < json_array_size(m->files); i++) {
        const char *path = file_of(m, i);

        if (strcmp(path, database_name) != 0)
            e = file_copy(arena_printf(m->arena, "%s/%s", m->from, path),
                          arena_printf(m->arena, "%s/%s", m->to, path));
    }
    if (!e)
        e = copy_database(m);
    if (e)
        return failed(EXIT_STORAGE,
                      "not all of %s could be written to %s (%s): empty that "
                      "folder and try again",
                      m->from, m->to, err_text(e));
    return EXIT_DONE;
}

/* It is written last, so that which files there were nobody can tell. */
static int no_manifest(const struct moving *m)
{
    const char *missing = manifest_name;

    if (!is_there(m, database_name))
        missing = text_join(m->arena, missing, ", ", database_name);
    if (!is_there(m, "attempt.key"))
        missing = text_join(m->arena, missing, ", ",
                            "attempt.key (unless it is kept apart)");
    return failed(EXIT_NO_INPUT,
                  "%s is no whole backup, for this is missing: %s; it was cut "
                  "off while it was made or copied, and nothing was restored: "
                  "copy it again, make it again with `waymark backup`, or use "
                  "another",
                  m->from, missing);
}

static int read_manifest(struct moving *m)
{
    const char *path = arena_printf(m->arena, "%s/%s", m->from, manifest_name);
    struct buf text;
    json_t *json = NULL;
    const char *reason;
    int status;

    if (is_there(m, ".") && !is_there(m, manifest_name))
        return no_manifest(m);
    buf_init(&text, MANIFEST_MAX);
    status = read_file(path, &text);
    if (!status &&
        json_read(m->arena, text.text, text.len, 8, &json, &reason) != OK)
        status = failed(EXIT_SOME_REFUSED, "%s %s", path, reason);
    buf_release(&text);
    m->files = json_object_get(json, "files");
    m->key_is_apart =
        json_is_true(json_object_get(json, "attemptKeyIsSeparate"));
    if (!status && json_array_size(m->files) == 0)
        status = failed(EXIT_SOME_REFUSED, "%s names no files", path);
    return status;
}

/* One that is not there is made with its first file. */
static int check_target(const char *to)
{
    enum err e = files_none(to);

    if (e == ERR_CONFLICT)
        return failed(EXIT_SOME_REFUSED,
                      "%s is there and not empty: a restore never overwrites; "
                      "name another folder with --data",
                      to);
    if (e && e != ERR_NOT_FOUND)
        return failed(EXIT_CANNOT_CREATE,
                      "nothing can be restored to %s: name another folder with "
                      "--data",
                      to);
    return EXIT_DONE;
}

static int restore(struct moving *m)
{
    int status = read_manifest(m);

    if (!status)
        status = check_files(m);
    if (!status)
        status = check_target(m->to);
    return status ? status : copy_files(m);
}

/* What was restored is brought up to date, where it is of an older form, and
 * recounted before it is called restored. */
static int recount(const struct command *self, const struct call *c,
                   bool key_is_apart)
{
    struct call plain = {.data = c->data};
    struct tracker *t;
    int status;

    if (key_is_apart) {
        say("attempt.key was kept apart: put it into %s before events come, "
            "or none of the attempts stored here can be matched\n",
            c->data);
    } else {
        status = open_data(c, TRACKER_WRITE, &t);
        if (status)
            return status;
        tracker_close(t);
    }
    return run_verify(self, &plain);
}

int run_restore(const struct command *self, const struct call *c)
{
    const struct option options[] = {{NULL, OPTION_FLAG, NULL}};
    struct moving m = {.to = c->data};
    struct texts rest;
    int status;

    if (!args_read(self, c, options, 1, 1, &rest))
        return EXIT_USED_WRONGLY;
    m.from = rest.at[0];
    m.arena = arena_new();
    status = restore(&m);
    arena_free(m.arena);
    return status ? status : recount(self, c, m.key_is_apart);
}
