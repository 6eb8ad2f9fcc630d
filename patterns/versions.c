/* What an entry was before: versions/1.0.0/ holds it as it stood. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "patterns/entry.h"

/* "1.10.0" is newer than "1.9.1": by number, part by part. */
static int compare_versions(const char *a, const char *b)
{
    while (*a || *b) {
        unsigned long x, y;
        char *end_a, *end_b;

        x = strtoul(a, &end_a, 10);
        y = strtoul(b, &end_b, 10);
        if (x != y)
            return x < y ? -1 : 1;
        if (end_a == a || end_b == b)
            return strcmp(a, b);
        a = end_a + (*end_a == '.');
        b = end_b + (*end_b == '.');
    }
    return 0;
}

static int newest_first(const void *a, const void *b)
{
    const struct pattern *x = a, *y = b;

    return compare_versions(y->version, x->version);
}

/* The folder says which version it is, and so does what lies in it. */
static enum err check_name(const struct origin *o, const struct pattern *p,
                           const char *name, const struct pattern *old)
{
    if (strcmp(old->version, name) != 0)
        return origin_refuse(o, 1,
                             "its version is \"%s\", and its folder says %s",
                             old->version, name);
    if (strcmp(old->version, p->version) == 0)
        return origin_refuse(o, 1,
                             "%s is the entry as it is now, not an "
                             "older version",
                             name);
    return OK;
}

static void read_one(const struct entry *entry, const char *name,
                     struct arena *a, struct problems *problems,
                     struct pattern *p)
{
    struct pattern old = {.slug = p->slug, .kind = p->kind};
    const struct origin o = {
        .arena = a, .problems = problems, .file = entry->files->path};

    if (!p->versions) /* most have none */
        p->versions =
            arena_array(a, PATTERN_VERSIONS_MAX, sizeof(*p->versions));
    if (p->n_versions == PATTERN_VERSIONS_MAX) {
        problems_add(problems, o.file, "has more than %d older versions",
                     PATTERN_VERSIONS_MAX);
        return;
    }
    if (!entry_read(entry, a, problems, &old) && !check_name(&o, p, name, &old))
        p->versions[p->n_versions++] = old;
}

void versions_read(const struct entry *entry, struct arena *a,
                   struct problems *problems, struct pattern *p)
{
    size_t i = 0, prefix = entry->prefix + strlen(ENTRY_VERSIONS);

    while (i < entry->n) {
        const char *path = entry->files[i].path, *name = path + prefix;
        struct entry old = {.files = &entry->files[i], .is_version = true};
        size_t n;

        if (!text_starts(path + entry->prefix, ENTRY_VERSIONS)) {
            i++;
            continue;
        }
        n = strcspn(name, "/");
        old.prefix = prefix + n + 1;
        old.n = files_together(old.files, entry->n - i, old.prefix);
        if (!name[n] && entry->files[i].text)
            problems_add(problems, path, "is in no folder of a version");
        if (name[n])
            read_one(&old, arena_strndup(a, name, n), a, problems, p);
        i += old.n;
    }
    if (p->n_versions)
        qsort(p->versions, p->n_versions, sizeof(*p->versions), newest_first);
}
