#include "tests/oracle/histories.h"

#include "base/time.h"
#include "tests/oracle/definition.h"
#include "tests/oracle/making.h"
#include "tests/oracle/oracle.h"

/* ---- times ---- */

static int64_t around(struct dice *d)
{
    static const char *const instants[] = {
        "2026-03-02T10:00:00Z", "2026-03-02T23:59:59Z", /* midnight */
        "2026-03-28T23:59:59Z", "2026-03-29T00:59:59Z", /* clocks go on */
        "2026-03-29T22:59:59Z", "2026-07-01T22:59:59Z", /* summer midnight */
        "2026-10-24T22:59:59Z", "2026-10-25T00:59:59Z", /* clocks go back */
        "2026-10-25T22:59:59Z", "2026-10-25T23:59:59Z",
    };
    json_t *text = json_string(DICE_PICK(d, instants));
    int64_t ms = oracle_instant_ms(text);

    json_decref(text);
    return ms;
}

/* ---- what happens on the way ---- */

static json_t *some_event(struct making *h)
{
    size_t n = json_array_size(h->events);

    return json_array_get(h->events, dice_below(&h->dice, n));
}

/* The errors of the event written in the other way, if it can be. */
static void respell_errors(json_t *event)
{
    json_t *list = json_object_get(event, "errors");

    if (json_array_size(list) == 1) {
        json_object_update(event, json_array_get(list, 0));
        json_object_del(event, "errors");
    } else if (json_object_get(event, "field")) {
        list =
            json_pack("[{s:O,s:O}]", "field", json_object_get(event, "field"),
                      "rule", json_object_get(event, "rule"));
        json_object_set_new(event, "errors", list);
        json_object_del(event, "field");
        json_object_del(event, "rule");
    }
}

static void respell(struct dice *d, json_t *event)
{
    json_t *at = json_object_get(event, "at");

    if (at)
        json_object_set_new(event, "at",
                            making_instant(d, oracle_instant_ms(at)));
    respell_errors(event);
    making_put_segments(d, event);
}

/* A little change, which makes another event of it, or a conflict. */
static void change(struct making *h, json_t *event)
{
    const char *kind = json_string_value(json_object_get(event, "kind"));

    switch (dice_below(&h->dice, 6)) {
    case 0:
        json_object_set_new(
            event, "at",
            making_instant(&h->dice, h->around_ms + making_gap_ms(h)));
        break;
    case 1:
        json_object_set_new(event, "step",
                            json_string(history_step_name(&h->dice, h->late)));
        break;
    case 2:
        json_object_del(event, "step");
        break;
    case 3:
        if (json_object_get(event, "at"))
            json_object_del(event, "seq");
        break;
    default:
        making_put_details(&h->dice, kind, event);
        break;
    }
}

/* An event again: as it was, as it may also be written, or changed. */
static void add_replay(struct making *h)
{
    json_t *event = json_deep_copy(some_event(h));

    if (dice_chance(&h->dice, 60))
        respell(&h->dice, event);
    if (dice_chance(&h->dice, 50))
        change(h, event);
    json_array_append_new(h->events, event);
}

static void swap(json_t *list, size_t i, size_t j)
{
    json_t *a = json_incref(json_array_get(list, i));
    json_t *b = json_incref(json_array_get(list, j));

    json_array_set_new(list, i, b);
    json_array_set_new(list, j, a);
}

/* Not at all, a little, or thoroughly. */
static void shuffle(struct making *h)
{
    size_t n = json_array_size(h->events), how = dice_below(&h->dice, 3);

    for (size_t i = n; how > 0 && i-- > 1;) {
        if (how == 2)
            swap(h->events, i, dice_below(&h->dice, i + 1));
        else if (dice_chance(&h->dice, 20))
            swap(h->events, i, i - 1);
    }
}

static json_t *batches(struct making *h)
{
    size_t cut = dice_chance(&h->dice, 30) ? 0 : 5 + dice_below(&h->dice, 60);
    size_t of = h->crowd ? 10000 : 100;
    json_t *all = json_array(), *batch = json_array();

    for (size_t i = 0; i < json_array_size(h->events); i++) {
        json_array_append(batch, json_array_get(h->events, i));
        if (dice_below(&h->dice, of) < cut) {
            json_array_append_new(all, batch);
            batch = json_array();
        }
    }
    json_array_append_new(all, batch);
    return all;
}

/* Of the times that some object of the list has under that key. */
static int64_t newest_of(const json_t *list, const char *key, int64_t newest_ms)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *at = json_object_get(json_array_get(list, i), key);
        if (at && oracle_instant_ms(at) > newest_ms)
            newest_ms = oracle_instant_ms(at);
    }
    return newest_ms;
}

static int64_t newest_ms(struct making *h)
{
    return newest_of(h->events, "at",
                     newest_of(h->versions, "from", h->around_ms));
}

static int64_t some_now_ms(struct making *h, int64_t received_ms)
{
    const json_t *at = json_object_get(some_event(h), "at");
    int64_t event_ms = at ? oracle_instant_ms(at) : received_ms;

    switch (dice_below(&h->dice, 5)) {
    case 0:
        return event_ms + (int64_t)dice_below(&h->dice, 3) - 1;
    case 1:
        return received_ms + 400 * MS_PER_DAY;
    case 2:
        return received_ms + making_gap_ms(h);
    case 3:
        return newest_ms(h) + making_limit_ms(h);
    default:
        return event_ms + making_limit_ms(h);
    }
}

/* ---- the whole ---- */

json_t *history_make(uint64_t seed)
{
    struct making h = {.dice = {seed}, .events = json_array()};

    h.around_ms = around(&h.dice);
    h.versions = history_versions(&h.dice, h.around_ms);
    h.late = json_array_size(h.versions) > 1 && dice_chance(&h.dice, 40);
    h.crowd = seed % HISTORY_CROWD == 0;
    for (size_t n = h.crowd ? 300 : 1 + dice_below(&h.dice, 4); n > 0; n--)
        making_add_attempt(&h);
    for (size_t n = dice_below(&h.dice, h.crowd ? 600 : 8); n > 0; n--)
        add_replay(&h);
    shuffle(&h);
    int64_t received_ms = newest_ms(&h) + making_gap_ms(&h);
    int64_t now_ms = some_now_ms(&h, received_ms);
    json_t *parts = batches(&h);
    size_t late = h.late ? 1 + dice_below(&h.dice, json_array_size(parts)) : 0;
    json_decref(h.events);
    return json_pack("{s:I,s:o,s:i,s:o,s:I,s:I}", "seed", (json_int_t)seed,
                     "versions", h.versions, "late", (int)late, "batches",
                     parts, "received", (json_int_t)received_ms, "now",
                     (json_int_t)now_ms);
}

json_t *history_primer(const json_t *history, size_t version)
{
    const json_t *versions = json_object_get(history, "versions");
    const json_t *v = json_array_get(versions, version);
    const json_t *next = json_array_get(versions, version + 1);
    const json_t *from = json_object_get(version > 0 ? v : next, "from");
    int64_t at_ms = oracle_instant_ms(from) - (version > 0 ? 0 : 1);

    return json_pack("{s:s,s:s+,s:i,s:s,s:O,s:I}", "journey", "histories",
                     "attempt", "primer-000", version > 0 ? "2" : "1", "seq", 0,
                     "kind", "view", "step", json_object_get(v, "start"), "at",
                     (json_int_t)at_ms);
}

static json_t *with_batch(const json_t *event, size_t batch)
{
    json_t *copy = json_deep_copy(event);

    json_object_set_new(copy, "batch", json_integer((json_int_t)batch));
    return copy;
}

json_t *history_events(const json_t *history)
{
    const json_t *versions = json_object_get(history, "versions");
    const json_t *list = json_object_get(history, "batches");
    json_t *events = json_array();

    for (size_t i = 0; i + 1 < json_array_size(versions); i++)
        json_array_append_new(events, history_primer(history, i));
    for (size_t i = 0; i < json_array_size(list); i++)
        json_array_extend(events, json_array_get(list, i));
    return events;
}

json_t *history_events_by_batch(const json_t *history)
{
    const json_t *list = json_object_get(history, "batches");
    json_t *events = history_events(history), *all = json_array();
    size_t i = 0, last = json_array_size(events), batch = json_array_size(list);

    while (batch-- > 0)
        for (size_t k = json_array_size(json_array_get(list, batch)); k-- > 0;)
            json_array_insert_new(
                all, 0, with_batch(json_array_get(events, --last), batch));
    for (; i < last; i++) /* the primers */
        json_array_insert(all, i, json_array_get(events, i));
    json_decref(events);
    return all;
}

int64_t history_now_ms(const json_t *history)
{
    return json_integer_value(json_object_get(history, "now"));
}

int64_t history_received_ms(const json_t *history)
{
    return json_integer_value(json_object_get(history, "received"));
}

json_t *history_expect(const json_t *history)
{
    json_t *events = history_events(history);
    json_t *answer =
        oracle_expect(json_object_get(history, "versions"), events,
                      history_received_ms(history), history_now_ms(history));

    json_decref(events);
    return answer;
}

json_t *history_stored(const json_t *history)
{
    json_t *events = history_events(history);
    json_t *stored = oracle_stored(json_object_get(history, "versions"), events,
                                   history_received_ms(history));
    json_t *batches = json_deep_copy(json_object_get(history, "batches"));
    size_t last = json_array_size(events);

    for (size_t i = json_array_size(batches); i-- > 0;) {
        json_t *batch = json_array_get(batches, i);
        for (size_t k = json_array_size(batch); k-- > 0;) {
            const json_t *kept = json_array_get(stored, --last);
            if (json_is_false(kept))
                json_array_remove(batch, k);
        }
    }
    json_decref(stored);
    json_decref(events);
    return batches;
}

/* What a reader needs to see of a value, on one line. */
static void print_line(const json_t *value)
{
    json_dumpf(value, stdout, JSON_COMPACT);
    putchar('\n');
}

static void print_primer(const json_t *history, size_t version)
{
    json_t *primer = history_primer(history, version);

    print_line(primer);
    json_decref(primer);
}

void history_print(const json_t *history)
{
    const json_t *versions = json_object_get(history, "versions");
    const json_t *list = json_object_get(history, "batches");
    char now[TIME_TEXT], received[TIME_TEXT];

    time_format(history_now_ms(history), now);
    time_format(history_received_ms(history), received);
    printf("# seed %" JSON_INTEGER_FORMAT
           ", received %s, now %s, versions after "
           "the first are added after %" JSON_INTEGER_FORMAT " batches\n",
           json_integer_value(json_object_get(history, "seed")), received, now,
           json_integer_value(json_object_get(history, "late")));
    for (size_t i = 0; i < json_array_size(versions); i++) {
        print_line(json_array_get(versions, i));
        if (i + 1 < json_array_size(versions))
            print_primer(history, i);
    }
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *batch = json_array_get(list, i);
        printf("# batch %zu\n", i + 1);
        for (size_t k = 0; k < json_array_size(batch); k++)
            print_line(json_array_get(batch, k));
    }
}
