#include "tracker/read.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "tracker/read_formats.h"

enum err read_format_find(const char *word, enum read_format *ret_format)
{
    static const struct {
        const char *word;
        enum read_format format;
    } words[] = {
        {"auto", READ_AUTO}, {"ndjson", READ_NDJSON}, {"tsv", READ_TSV},
        {"csv", READ_CSV},   {"xes", READ_XES},
    };
    size_t i;

    for (i = 0; i < sizeof(words) / sizeof(*words); i++) {
        if (strcmp(word, words[i].word) == 0) {
            *ret_format = words[i].format;
            return OK;
        }
    }
    return ERR_NOT_FOUND;
}

static bool ends(const char *s, size_t n, const char *ending)
{
    size_t m = strlen(ending);

    return n > m && strncasecmp(s + n - m, ending, m) == 0;
}

enum read_format read_format_of_name(const char *path)
{
    static const struct {
        const char *ending;
        enum read_format format;
    } endings[] = {
        {".tsv", READ_TSV},      {".csv", READ_CSV},
        {".xes", READ_XES},      {".ndjson", READ_NDJSON},
        {".jsonl", READ_NDJSON}, {".json", READ_NDJSON},
    };
    size_t n = strlen(path), i;

    if (ends(path, n, ".gz"))
        n -= strlen(".gz");
    for (i = 0; i < sizeof(endings) / sizeof(*endings); i++)
        if (ends(path, n, endings[i].ending))
            return endings[i].format;
    return READ_AUTO;
}

/* READ_AUTO if the bytes look like nothing we read. */
static enum read_format format_of_bytes(const char *s, size_t n)
{
    size_t i = 0, end;

    /* XML may be in UTF-16, which only its reader understands. */
    if (n >= 2 &&
        (memcmp(s, "\xFE\xFF", 2) == 0 || memcmp(s, "\xFF\xFE", 2) == 0))
        return READ_XES;
    while (i < n && strchr(" \r\n", s[i]) && s[i])
        i++;
    if (i == n)
        return READ_AUTO;
    if (s[i] == '<')
        return READ_XES;
    if (s[i] == '{' || s[i] == '[')
        return READ_NDJSON;
    for (end = i; end < n && s[end] != '\n'; end++)
        ;
    if (memchr(s + i, '\t', end - i))
        return READ_TSV;
    if (memchr(s + i, ',', end - i) || memchr(s + i, ';', end - i))
        return READ_CSV;
    return READ_AUTO;
}

/* As an old Mac ends its lines, and some spreadsheets when they save one. */
static bool has_lines_of_cr(const char *s, size_t n)
{
    const char *cr = memchr(s, '\r', n);

    return cr && cr + 1 < s + n && !memchr(s, '\n', n);
}

/* What people take for a log and is none we read, by its first bytes; NULL:
 * it may be one.  XML may be in UTF-16, which its reader understands. */
static const char *fault_of_bytes(enum read_format format, const char *s,
                                  size_t n)
{
    static const char *const packed[] = {"PK\x03\x04", "\xD0\xCF\x11\xE0"};
    size_t i;

    for (i = 0; i < sizeof(packed) / sizeof(*packed); i++) {
        size_t m = strlen(packed[i]);

        if (n >= m && memcmp(s, packed[i], m) == 0)
            return "is a spreadsheet or a zip file: save the sheet as CSV in "
                   "UTF-8, or unpack the file, and import that";
    }
    if (format == READ_XES)
        return NULL;
    if (text_is_utf16(s, n))
        return "is UTF-16: save the file as UTF-8";
    if (has_lines_of_cr(s, n))
        return "has lines that end in CR alone: save the file with LF, which "
               "editors call Unix";
    return NULL;
}

static enum err read_as(enum read_format format, struct input *in,
                        const struct row_door *d)
{
    bool by_name = d->options->case_column || d->options->step_column ||
                   d->options->time_column;

    switch (format) {
    case READ_NDJSON:
        return read_ndjson(in, d);
    case READ_TSV:
        return by_name ? read_csv(in, d) : read_tsv(in, d);
    case READ_CSV:
        return read_csv(in, d);
    case READ_XES:
        return read_xes(in, d);
    case READ_AUTO:
        break;
    }
    row_refuse(d, 1, "",
               "does not tell what kind of file this is: say it with --format "
               "ndjson, tsv, csv or xes");
    return ERR_INVALID;
}

static void refuse_rest(const struct row_door *d, enum err fault)
{
    row_refuse(d, 0, "",
               fault == ERR_INVALID
                   ? "the gzip file is damaged or cut off: what could be read "
                     "of it was taken"
                   : "the file could not be read to its end: what was read was "
                     "taken");
}

enum err read_events(struct input *in, const struct read_options *o,
                     const struct read_sink *sink)
{
    struct time_before before = {.n = 0};
    const struct row_door door = {o, sink, &before};
    enum read_format format = o->format;
    const char *bytes, *strange;
    size_t n = input_peek(in, &bytes);
    enum err e, fault;

    if (format == READ_AUTO) {
        if (n == 0 && !input_fault(in))
            return OK; /* no rows, in whatever format */
        format = format_of_bytes(bytes, n);
    }
    strange = fault_of_bytes(format, bytes, n);
    if (strange) {
        row_refuse(&door, 1, "", "%s", strange);
        return ERR_INVALID;
    }
    e = read_as(format, in, &door);
    fault = input_fault(in);
    if (!fault || (e && e != ERR_INVALID))
        return e;
    refuse_rest(&door, fault);
    return e ? e : fault;
}
