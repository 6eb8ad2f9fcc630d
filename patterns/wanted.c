#include "patterns/wanted.h"

#include <stdint.h>
#include <string.h>

#include "base/text.h"

/* A kind or a status is one of a list: told what there is to choose. */
static void check_choice(const char *field, const char *key, bool is_known,
                         struct problems *problems)
{
    const char *all = "";
    int i, n = strcmp(field, "kind") == 0 ? PATTERN_KINDS : PATTERN_STATES;

    if (!*key || is_known)
        return;
    for (i = 0; i < n; i++)
        all = text_join(problems->arena, all, ", ",
                        n == PATTERN_KINDS
                            ? pattern_kind_key((enum pattern_kind)i)
                            : pattern_state_key((enum pattern_state)i));
    problems_add(problems, field, "must be one of %s", all);
}

void wanted_read(const struct request *rq, struct problems *problems,
                 struct wanted *ret)
{
    enum pattern_kind kind;
    enum pattern_state state;
    size_t i;

    for (i = 0; i < FACETS; i++) {
        const char *text = request_text(rq, facet_field((enum facet)i));

        ret->key[i] = *text ? text_slug(rq->arena, text) : "";
    }
    check_choice("kind", ret->key[FACET_KIND],
                 pattern_kind_find(ret->key[FACET_KIND], &kind), problems);
    check_choice("status", ret->key[FACET_STATUS],
                 pattern_state_find(ret->key[FACET_STATUS], &state), problems);
}

const struct wanted wanted_anything = {{"", "", "", "", "", "", ""}};

bool wanted_asks(const struct wanted *f)
{
    size_t i;

    for (i = 0; i < FACETS && !*f->key[i]; i++)
        ;
    return i < FACETS;
}

struct wanted wanted_with(const struct wanted *f, enum facet facet,
                          const char *key)
{
    struct wanted other = *f;

    other.key[facet] = key;
    return other;
}

const char *wanted_query(struct arena *a, const struct wanted *f)
{
    const char *all = "";
    size_t i;

    for (i = 0; i < FACETS; i++)
        if (*f->key[i])
            all = arena_printf(a, "%s%s%s=%s", all, *all ? "&" : "",
                               facet_field((enum facet)i), f->key[i]);
    return all;
}

const char *wanted_address(struct arena *a, const struct wanted *f)
{
    struct wanted rest = wanted_with(f, FACET_KIND, "");
    const char *query = wanted_query(a, &rest), *kind = f->key[FACET_KIND];

    return arena_printf(a, "/patterns/%s%s%s%s", kind, *kind ? "/" : "",
                        *query ? "?" : "", query);
}

const char *wanted_pages(struct arena *a, const struct wanted *f)
{
    const char *address = wanted_address(a, f);

    return arena_printf(a, "%s%spage=", address,
                        strchr(address, '?') ? "&" : "?");
}

/* While entries are counted: which number is asked of each facet, and how many
 * have each. */
struct counting {
    const struct facets *facets;
    size_t asked[FACETS];    /* or one of these */
    size_t n, which[FACETS]; /* of which anything is asked */
    size_t *counts[FACETS];
};

static const size_t any = SIZE_MAX, unknown = SIZE_MAX - 1;

static size_t number_of(const struct facets *fs, enum facet facet,
                        const char *key)
{
    size_t i;

    if (!*key)
        return any;
    for (i = 0; i < fs->values[facet].n; i++)
        if (strcmp(fs->values[facet].at[i].key, key) == 0)
            return i;
    return unknown;
}

/* Whether the entry has the value that is asked of one facet. */
static bool has_asked(const struct counting *c, size_t entry, size_t facet)
{
    const size_t *from = &c->facets->from[entry * FACETS + facet];
    size_t i;

    for (i = from[0]; i < from[1]; i++)
        if (c->facets->numbers[i] == c->asked[facet])
            return true;
    return false;
}

static void count(struct counting *c, size_t entry, size_t facet)
{
    const size_t *from = &c->facets->from[entry * FACETS + facet];
    size_t i;

    for (i = from[0]; i < from[1]; i++)
        c->counts[facet][c->facets->numbers[i]]++;
}

/* An entry that is all that is asked counts in every facet; one that is so but
 * for one facet counts in that one: there it could be chosen. */
static bool take(struct counting *c, size_t entry, struct listed *to)
{
    size_t i, failed = 0, which = 0;
    unsigned but = 0;

    for (i = 0; i < c->n; i++) {
        if (has_asked(c, entry, c->which[i]))
            continue;
        failed++;
        which = c->which[i];
        but |= 1U << which;
    }
    to->but[but]++;
    if (failed == 1)
        count(c, entry, which);
    for (i = 0; !failed && i < FACETS; i++)
        count(c, entry, i);
    return !failed;
}

/* Those that somebody could choose, and the one that is chosen. */
static struct facet_values choices(struct arena *a, const struct counting *c,
                                   size_t facet)
{
    const struct facet_value *all = c->facets->values[facet].at;
    struct facet_values values = {0};
    size_t i, n = c->facets->values[facet].n;

    values.at = arena_array(a, n, sizeof(*values.at));
    for (i = 0; i < n; i++) {
        struct facet_value *v = &values.at[values.n];

        if (!c->counts[facet][i] && i != c->asked[facet])
            continue;
        *v = all[i];
        v->count = c->counts[facet][i];
        if (i == c->asked[facet])
            values.asked = v;
        values.n++;
    }
    return values;
}

struct listed wanted_apply(struct arena *a, const struct catalogue *c,
                           const struct wanted *f)
{
    struct listed to = {.at = arena_array(a, c->n, sizeof(struct pattern *))};
    struct counting counting = {.facets = c->facets};
    size_t i;

    for (i = 0; i < FACETS; i++) {
        counting.asked[i] = number_of(c->facets, (enum facet)i, f->key[i]);
        if (counting.asked[i] != any)
            counting.which[counting.n++] = i;
        counting.counts[i] =
            arena_array(a, c->facets->values[i].n, sizeof(size_t));
    }
    for (i = 0; i < c->n; i++)
        if (take(&counting, i, &to))
            to.at[to.n++] = &c->at[i];
    for (i = 0; i < FACETS; i++)
        to.facets[i] = choices(a, &counting, i);
    return to;
}

size_t wanted_without(const struct listed *found, unsigned facets)
{
    size_t n = 0;
    unsigned but;

    for (but = 0; but < 1U << FACETS; but++)
        n += (but & ~facets) ? 0 : found->but[but];
    return n;
}
