#include "server/static_site.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/memory.h"
#include "base/text.h"
#include "server/static_links.h"
#include "server/static_rewrite.h"

enum { PAGE_MAX = 32 * 1024 * 1024, AT_ONCE = 8 };

static const char atom_type[] = "application/atom+xml";

/* A page to be made, and the file that first linked to it ("": we did).  Its
 * texts live until all is made: in the plan, or in the arena of a maker. */
struct job {
    const char *address, *file, *from;
    bool optional;
    bool with_last; /* by the thread that makes the one before: they are of one
                       entry, and what is read for it is at hand */
};

/* What all threads share; the lock is on all of it. */
struct making {
    const struct static_plan *plan;
    struct static_folder *folder;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct arena *arena;
    struct job *jobs;
    size_t n, next, room, busy;
    struct map files; /* that are a job */
    struct problems *problems;
    struct static_made made;
    enum err err;
};

/* One thread, and what it knows of addresses: 1 and the place in files. */
struct maker {
    struct making *making;
    const struct router *router;
    struct arena *arena, *page_arena;
    struct map addresses;
    const char **files; /* NULL: of none */
    size_t n_files, files_room;
    const struct job *job;
};

/* Under the lock. */
static void add_job(struct making *m, struct job job)
{
    bool added;

    (void)map_put(&m->files, job.file, strlen(job.file), &added);
    if (!added)
        return;
    m->jobs = mem_grow(m->jobs, m->n, &m->room, sizeof(*m->jobs));
    m->jobs[m->n++] = job;
    (void)pthread_cond_signal(&m->changed);
}

static void tell(const struct maker *k, const char *file, const char *message)
{
    struct making *m = k->making;

    (void)pthread_mutex_lock(&m->lock);
    problems_add(m->problems, *file ? file : k->job->address, "%s", message);
    (void)pthread_mutex_unlock(&m->lock);
}

/* The file of an address, which becomes a job when it is met first. */
static const char *know(struct maker *k, const char *address)
{
    struct making *m = k->making;
    const char *file = static_file(k->arena, address);
    bool known;

    if (!file)
        return NULL;
    (void)pthread_mutex_lock(&m->lock);
    known = map_find(&m->files, file, strlen(file)) != NULL;
    (void)pthread_mutex_unlock(&m->lock);
    if (known)
        return file;
    if (!router_serves(k->router, k->page_arena, address))
        return NULL;
    (void)pthread_mutex_lock(&m->lock);
    add_job(m, (struct job){address, file, k->job->file, false, false});
    (void)pthread_mutex_unlock(&m->lock);
    return file;
}

static const char *file_of(void *self, const char *address, size_t n,
                           bool needed)
{
    struct maker *k = self;
    int64_t *place;
    bool added;
    const char *file;

    place = map_put(&k->addresses, address, n, &added);
    if (!added)
        return k->files[*place];
    *place = (int64_t)k->n_files;
    address = arena_strndup(k->arena, address, n);
    file = know(k, address);
    if (!file && needed)
        tell(k, k->job->file,
             arena_printf(k->page_arena,
                          "shows %s, which the site does not have", address));
    k->files =
        mem_grow(k->files, k->n_files, &k->files_room, sizeof(*k->files));
    k->files[k->n_files++] = file;
    return file;
}

/* What a server says of a page in its headers, said in the page: an example
 * runs nothing, and asks nobody else for anything.  (A file has no origin that
 * 'self' could mean.) */
static const char *in_head(const struct answer *answer)
{
    const char *policy = answer_header(answer, "Content-Security-Policy");

    if (!policy || !text_starts(policy, "sandbox"))
        return "";
    return "\n<meta http-equiv=\"Content-Security-Policy\" "
           "content=\"default-src 'none'; script-src 'none'; "
           "style-src 'self' file:; img-src 'self' file: data:; "
           "font-src 'self' file:; form-action 'none'; base-uri 'none'\">";
}

static enum err put(struct maker *k, const char *bytes, size_t n, bool page)
{
    struct making *m = k->making;
    enum err e = static_folder_put(m->folder, k->job->file, bytes, n);

    if (e == ERR_CONFLICT) {
        tell(k, k->job->file,
             "is there already, and no build wrote it: move it away, and build "
             "again");
        return OK;
    }
    if (e)
        return e;
    (void)pthread_mutex_lock(&m->lock);
    m->made.files++;
    m->made.pages += page;
    (void)pthread_mutex_unlock(&m->lock);
    return OK;
}

/* Of what has links: a page, or a feed. */
static enum err put_linked(struct maker *k, const struct answer *answer,
                           bool is_page)
{
    const char *head = is_page ? in_head(answer) : "";
    const struct static_page page = {.address = k->job->address,
                                     .file = k->job->file,
                                     .html = answer->body.text,
                                     .n = answer->body.len,
                                     .in_head = head,
                                     .is_example = *head != '\0'};
    const struct static_links links = {file_of, k};
    struct buf out;
    enum err e;

    buf_init(&out, PAGE_MAX);
    buf_reserve(&out, page.n + page.n / 8);
    static_rewrite(k->page_arena, &page, &links, &out);
    e = buf_finish(&out);
    if (!e)
        e = put(k, out.text, out.len, is_page);
    buf_release(&out);
    return e;
}

/* Where the answer sends a browser; NULL: nowhere. */
static const char *elsewhere(const struct answer *answer)
{
    return answer->status == 303 ? answer_header(answer, "Location") : NULL;
}

/* In the place of a page that is elsewhere, one that leads there. */
static enum err put_way(struct maker *k, const char *to)
{
    struct answer answer;
    const char *file = static_file(k->page_arena, to);
    enum err e;

    if (!file)
        return OK;
    answer_init(&answer);
    buf_addf(&answer.body,
             "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
             "<meta charset=\"utf-8\">\n<title>Elsewhere</title>\n"
             "<meta http-equiv=\"refresh\" content=\"0; url=%s\">\n</head>\n"
             "<body>\n<p><a href=\"%s\">This page is here</a></p>\n</body>\n"
             "</html>\n",
             static_relative(k->page_arena, k->job->file, file), to);
    e = put_linked(k, &answer, true);
    answer_release(&answer);
    return e;
}

static enum err put_answer(struct maker *k, const struct answer *answer)
{
    bool page = answer->type && text_starts(answer->type, "text/html");

    if (elsewhere(answer))
        return put_way(k, elsewhere(answer));
    if (answer->status == 404 && k->job->optional)
        return OK;
    if (answer->status != 200) {
        tell(k, k->job->from,
             arena_printf(k->page_arena, "links to %s, which is not there",
                          k->job->address));
        return OK;
    }
    if (answer->asset)
        return put(k, answer->asset, answer->asset_size, false);
    if (page || text_starts(answer->type ? answer->type : "", atom_type))
        return put_linked(k, answer, page);
    return put(k, answer->body.text, answer->body.len, false);
}

/* "/a/" and "/a" are one file: where one leads to the other, the other. */
static void ask(struct maker *k, struct job *job, struct answer *ret_answer)
{
    enum { TIMES = 3 };
    int i;

    for (i = 0; i < TIMES; i++) {
        struct message m = message_get(job->address);
        const char *to, *file;

        m.untagged = true;
        router_answer(k->router, k->page_arena, &m, k->making->plan->now_ms,
                      ret_answer);
        to = elsewhere(ret_answer);
        file = to ? static_file(k->page_arena, to) : NULL;
        if (!file || strcmp(file, job->file) != 0 || i + 1 == TIMES)
            return;
        job->address = arena_strdup(k->page_arena, to);
        answer_release(ret_answer);
    }
}

static enum err make(struct maker *k, struct job *job)
{
    struct answer answer;
    enum err e;

    k->job = job;
    ask(k, job, &answer);
    e = put_answer(k, &answer);
    answer_release(&answer);
    arena_empty(k->page_arena);
    k->job = NULL;
    return e;
}

/* Under the lock.  Returns how many; 0: there is nothing to do any more. */
static size_t next_jobs(struct making *m, struct job ret_jobs[AT_ONCE])
{
    size_t n = 0;

    while (m->next == m->n && m->busy && !m->err)
        (void)pthread_cond_wait(&m->changed, &m->lock);
    while (n < AT_ONCE && m->next < m->n && !m->err &&
           (n == 0 || m->jobs[m->next].with_last))
        ret_jobs[n++] = m->jobs[m->next++];
    return n;
}

static enum err make_all(struct maker *k, struct job *jobs, size_t n)
{
    enum err e = OK;
    size_t i;

    for (i = 0; i < n && !e; i++)
        e = make(k, &jobs[i]);
    return e;
}

static void *work(void *maker)
{
    struct maker *k = maker;
    struct making *m = k->making;
    struct job jobs[AT_ONCE];
    enum err e;
    size_t n;

    (void)pthread_mutex_lock(&m->lock);
    while ((n = next_jobs(m, jobs))) {
        m->busy++;
        (void)pthread_mutex_unlock(&m->lock);
        e = make_all(k, jobs, n);
        (void)pthread_mutex_lock(&m->lock);
        m->busy--;
        if (e && !m->err)
            m->err = e;
        (void)pthread_cond_broadcast(&m->changed);
    }
    (void)pthread_mutex_unlock(&m->lock);
    return NULL;
}

static void maker_init(struct maker *k, struct making *m,
                       const struct router *router)
{
    *k = (struct maker){.making = m, .router = router};
    k->arena = arena_new();
    k->page_arena = arena_new();
    map_init(&k->addresses);
}

static void maker_release(struct maker *k)
{
    map_release(&k->addresses);
    free(k->files);
    arena_free(k->page_arena);
    arena_free(k->arena);
}

static void add_first(struct making *m)
{
    const struct static_plan *plan = m->plan;
    const char *file;
    size_t i;

    for (i = 0; plan->addresses[i]; i++)
        if ((file = static_file(m->arena, plan->addresses[i])))
            add_job(m,
                    (struct job){plan->addresses[i], file, "", false, false});
    for (i = 0; plan->optional[i]; i++)
        if ((file = static_file(m->arena, plan->optional[i])))
            add_job(m, (struct job){plan->optional[i], file, "", true,
                                    i % plan->forms > 0});
}

/* All but one are threads of their own. */
static void run(struct making *m)
{
    struct maker makers[STATIC_THREADS_MAX];
    pthread_t threads[STATIC_THREADS_MAX];
    size_t i, started = 1;

    assert(m->plan->threads > 0 && m->plan->threads <= STATIC_THREADS_MAX);
    for (i = 0; i < m->plan->threads; i++)
        maker_init(&makers[i], m, m->plan->routers[i]);
    for (; started < m->plan->threads; started++)
        if (pthread_create(&threads[started], NULL, work, &makers[started]))
            break; /* the others do its work */
    (void)work(&makers[0]);
    for (i = 1; i < started; i++)
        (void)pthread_join(threads[i], NULL);
    for (i = 0; i < m->plan->threads; i++)
        maker_release(&makers[i]);
}

enum err static_site_make(const struct static_plan *plan,
                          struct static_folder *folder, struct problems *p,
                          struct static_made *ret)
{
    struct making m = {.plan = plan, .folder = folder, .problems = p};

    m.arena = arena_new();
    map_init(&m.files);
    (void)pthread_mutex_init(&m.lock, NULL);
    (void)pthread_cond_init(&m.changed, NULL);
    add_first(&m);
    run(&m);
    (void)pthread_cond_destroy(&m.changed);
    (void)pthread_mutex_destroy(&m.lock);
    map_release(&m.files);
    free(m.jobs);
    arena_free(m.arena);
    if (!m.err)
        *ret = m.made;
    return m.err;
}
