#include "store/text_index.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/memory.h"
#include "store/store_inside.h"
#include "store/text_inside.h"

/* The words of a text are split by SQLite, for the index and for us. */
struct splitter {
    fts5_tokenizer calls;
    Fts5Tokenizer *self;
};

/* A connection: the one that builds, or one that reads. */
struct text_reader {
    struct text_index *index;
    sqlite3 *db;
    sqlite3_stmt *stmt; /* adds a document, or ranks one; NULL: splits only */
    struct splitter split[2]; /* by enum text_form */
    struct text_reader *next;
};

struct text_index {
    double weights[TEXT_FIELDS];
    struct text_reader *builder; /* whose database it stays */
    unsigned char *bytes;        /* of it, when it is finished */
    sqlite3_int64 size;
    pthread_mutex_t lock;
    struct text_reader *idle; /* under the lock */
};

static enum err fault(const struct text_reader *r, int code, const char *doing)
{
    log_line("search: %s: %s", doing,
             r->db ? sqlite3_errmsg(r->db) : sqlite3_errstr(code));
    if (code == SQLITE_NOMEM)
        mem_none(); /* it would be missing for as long as the program runs */
    return ERR_IO;
}

static enum err script(struct text_reader *r, const char *sql,
                       const char *doing)
{
    int code = sqlite3_exec(r->db, sql, NULL, NULL, NULL);

    return code == SQLITE_OK ? OK : fault(r, code, doing);
}

static void close_reader(struct text_reader *r)
{
    size_t i;

    if (!r)
        return;
    for (i = 0; i < 2; i++)
        if (r->split[i].self)
            r->split[i].calls.xDelete(r->split[i].self);
    (void)sqlite3_finalize(r->stmt);
    (void)sqlite3_close(r->db);
    free(r);
}

/* How FTS5 hands itself out. */
static fts5_api *api_of(sqlite3 *db)
{
    fts5_api *api = NULL;
    sqlite3_stmt *stmt = NULL;

    if (sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &stmt, NULL) ==
        SQLITE_OK) {
        (void)sqlite3_bind_pointer(stmt, 1, &api, "fts5_api_ptr", NULL);
        (void)sqlite3_step(stmt);
    }
    (void)sqlite3_finalize(stmt);
    return api;
}

static int make_splitter(fts5_api *api, const char *name, const char **words,
                         int n, struct splitter *to)
{
    void *context = NULL;
    int code = api->xFindTokenizer(api, name, &context, &to->calls);

    if (code == SQLITE_OK)
        code = to->calls.xCreate(context, words, n, &to->self);
    return code;
}

/* A connection to an empty database, with all that the index needs. */
static enum err open_reader(struct text_index *ix, struct text_reader **ret)
{
    const char *folding[] = {"unicode61", "remove_diacritics", "2"};
    struct text_reader *r = mem_new(1, sizeof(*r));
    int code;
    fts5_api *api;

    store_library();
    r->index = ix;
    code = sqlite3_open_v2(":memory:", &r->db,
                           SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
    api = code == SQLITE_OK ? api_of(r->db) : NULL;
    if (!api && code == SQLITE_OK && sqlite3_errcode(r->db) == SQLITE_NOMEM)
        code = SQLITE_NOMEM;
    if (api)
        code = text_add_rank(api, ix->weights);
    if (api && code == SQLITE_OK)
        code = make_splitter(api, folding[0], folding + 1, 2,
                             &r->split[TEXT_FOLDED]);
    if (api && code == SQLITE_OK)
        code = make_splitter(api, "porter", folding, 3, &r->split[TEXT_STEM]);
    if (api && code == SQLITE_OK) {
        *ret = r;
        return OK;
    }
    if (code == SQLITE_OK)
        log_line("search: this SQLite was built without FTS5");
    else
        (void)fault(r, code, "opening");
    close_reader(r);
    return ERR_IO;
}

static enum err prepare(struct text_reader *r, const char *sql)
{
    int code = sqlite3_prepare_v3(r->db, sql, -1, SQLITE_PREPARE_PERSISTENT,
                                  &r->stmt, NULL);

    return code == SQLITE_OK ? OK : fault(r, code, "preparing");
}

/* So that what is built need not be copied to be read. */
static enum err keep_in_one_piece(struct text_reader *r)
{
    unsigned flags =
        SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE;
    int code = sqlite3_deserialize(r->db, "main", NULL, 0, 0, flags);

    return code == SQLITE_OK ? OK : fault(r, code, "making the index");
}

enum err text_index_new(const double weights[TEXT_FIELDS],
                        struct text_index **ret_index)
{
    struct text_index *ix = mem_new(1, sizeof(*ix));
    enum err e;

    memcpy(ix->weights, weights, sizeof(ix->weights));
    (void)pthread_mutex_init(&ix->lock, NULL);
    e = open_reader(ix, &ix->builder);
    if (!e)
        e = keep_in_one_piece(ix->builder);
    if (!e)
        e = script(ix->builder,
                   "CREATE VIRTUAL TABLE document USING fts5("
                   "a, b, c, d, e, f, g, content = '', columnsize = 0,"
                   " tokenize = 'porter unicode61 remove_diacritics 2');"
                   /* in one piece, if there is not very much */
                   "INSERT INTO document (document, rank)"
                   " VALUES ('hashsize', 67108864);"
                   "BEGIN",
                   "making the index");
    if (!e)
        e = prepare(ix->builder,
                    "INSERT INTO document (rowid, a, b, c, d, e, f, g)"
                    " VALUES (?8, ?1, ?2, ?3, ?4, ?5, ?6, ?7)");
    if (e)
        text_index_free(ix);
    else
        *ret_index = ix;
    return e;
}

void text_index_free(struct text_index *ix)
{
    if (!ix)
        return;
    close_reader(ix->builder);
    while (ix->idle) {
        struct text_reader *r = ix->idle;

        ix->idle = r->next;
        close_reader(r);
    }
    (void)pthread_mutex_destroy(&ix->lock);
    free(ix);
}

enum err text_index_add(struct text_index *ix, int64_t id,
                        const char *const texts[TEXT_FIELDS])
{
    struct text_reader *r = ix->builder;
    int i, code;

    for (i = 0; i < TEXT_FIELDS; i++)
        (void)sqlite3_bind_text(r->stmt, i + 1, texts[i], -1, SQLITE_STATIC);
    (void)sqlite3_bind_int64(r->stmt, TEXT_FIELDS + 1, id);
    (void)sqlite3_step(r->stmt);
    code = sqlite3_reset(r->stmt);
    return code == SQLITE_OK ? OK : fault(r, code, "adding");
}

enum err text_index_finish(struct text_index *ix)
{
    struct text_reader *r = ix->builder;
    enum err e = script(r, "COMMIT", "finishing");

    if (e)
        return e;
    ix->bytes =
        sqlite3_serialize(r->db, "main", &ix->size, SQLITE_SERIALIZE_NOCOPY);
    return ix->bytes ? OK : fault(r, SQLITE_NOMEM, "finishing");
}

/* The index where it lies: mapped, no page is copied. */
static enum err read_finished(struct text_reader *r)
{
    const struct text_index *ix = r->index;
    int code = sqlite3_deserialize(r->db, "main", ix->bytes, ix->size, ix->size,
                                   SQLITE_DESERIALIZE_READONLY);
    enum err e = code == SQLITE_OK ? OK : fault(r, code, "opening the index");

    if (!e)
        e = script(r, "PRAGMA mmap_size = 1073741824; PRAGMA query_only = ON",
                   "opening the index");
    if (!e)
        e = prepare(r, "SELECT text_rank(document) FROM document"
                       " WHERE document MATCH ?1 AND rowid = ?2");
    return e;
}

enum err text_reader_take(struct text_index *ix,
                          struct text_reader **ret_reader)
{
    struct text_reader *r;

    (void)pthread_mutex_lock(&ix->lock);
    r = ix->idle;
    if (r)
        ix->idle = r->next;
    (void)pthread_mutex_unlock(&ix->lock);
    if (!r)
        return open_reader(ix, ret_reader);
    *ret_reader = r;
    return OK;
}

void text_reader_give(struct text_reader *r)
{
    struct text_index *ix = r->index;

    (void)pthread_mutex_lock(&ix->lock);
    r->next = ix->idle;
    ix->idle = r;
    (void)pthread_mutex_unlock(&ix->lock);
}

struct taking {
    bool (*take)(void *self, const struct text_word *word);
    void *self;
};

static int take_token(void *context, int flags, const char *token, int n,
                      int from, int until)
{
    const struct taking *t = context;
    struct text_word word = {token, (size_t)n, (size_t)from, (size_t)until};

    (void)flags;
    return t->take(t->self, &word) ? SQLITE_OK : SQLITE_DONE;
}

enum err text_reader_words(
    struct text_reader *r, enum text_form form, const char *text, size_t n,
    bool (*take)(void *self, const struct text_word *word), void *self)
{
    struct splitter *s = &r->split[form];
    struct taking t = {take, self};
    int code = s->calls.xTokenize(s->self, &t, FTS5_TOKENIZE_AUX, text, (int)n,
                                  take_token);

    if (code == SQLITE_OK || code == SQLITE_DONE)
        return OK;
    return fault(r, code, "splitting a text");
}

enum err text_reader_phrase(struct text_reader *r, const char *words,
                            int64_t id, double *ret_weight)
{
    double weight = 0;
    int code;
    enum err e = r->stmt ? OK : read_finished(r);

    if (e)
        return e;
    (void)sqlite3_bind_text(r->stmt, 1, words, -1, SQLITE_STATIC);
    (void)sqlite3_bind_int64(r->stmt, 2, id);
    code = sqlite3_step(r->stmt);
    if (code == SQLITE_ROW)
        weight = sqlite3_column_double(r->stmt, 0);
    else if (code != SQLITE_DONE)
        (void)fault(r, code, "finding a phrase");
    (void)sqlite3_reset(r->stmt);
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        return ERR_IO;
    *ret_weight = weight;
    return OK;
}
