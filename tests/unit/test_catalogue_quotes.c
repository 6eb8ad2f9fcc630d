/* What guidance says of an example, word for word, the example says too. */
#include "tests/unit.h"

#include <string.h>

#include "base/text.h"
#include "patterns/catalogue.h"

#define OPEN  "\xe2\x80\x9c"
#define CLOSE "\xe2\x80\x9d"
#define LEADS "](#example-"

/* Its text, with one space between words. */
static const char *text_of(struct arena *a, const char *html)
{
    char *text = arena_alloc(a, strlen(html) + 1);
    bool inside = false, space = false;
    size_t n = 0;

    for (; *html; html++) {
        inside = inside || *html == '<';
        if (!inside && strchr(" \n\t", *html))
            space = true;
        else if (!inside) {
            if (space)
                text[n++] = ' ';
            text[n++] = *html;
            space = false;
        }
        inside = inside && *html != '>';
    }
    text[n] = '\0';
    return text;
}

static const struct pattern_example *example_of(const struct pattern *p,
                                                const char *name, size_t n)
{
    size_t i;

    for (i = 0; i < p->n_examples; i++)
        if (strlen(p->examples[i].name) == n &&
            strncmp(p->examples[i].name, name, n) == 0)
            return &p->examples[i];
    return NULL;
}

/* Each that stands between the two marks is in the text. */
static void all_in(struct arena *a, const struct pattern *p, const char *line,
                   const char *open, const char *close, const char *text)
{
    const char *at = line, *end;

    while ((at = strstr(at, open)) &&
           (end = strstr(at += strlen(open), close))) {
        const char *quoted = arena_strndup(a, at, (size_t)(end - at));

        if (!strstr(text, quoted))
            fail_msg("%s: the example does not say \"%s\"", p->slug, quoted);
        at = end + strlen(close);
    }
}

/* Returns how many lines told of an example. */
static int check(struct arena *a, const struct pattern *p)
{
    const char *text = arena_strndup(a, p->markdown, p->markdown_size);
    const struct pattern_example *x = NULL;
    int told = 0;

    while (*text) {
        size_t n = strcspn(text, "\n");
        const char *line = arena_strndup(a, text, n);
        const char *lead = strstr(line, LEADS);

        if (text_starts(line, "- [") && lead) {
            lead += strlen(LEADS);
            x = example_of(p, lead, strcspn(lead, ")"));
            if (!x)
                fail_msg("%s: %s", p->slug, line);
            line = strchr(lead, ')');
        } else if (!text_starts(line, "    "))
            x = NULL;
        if (x && text_starts(line, "):"))
            told++;
        if (x) {
            all_in(a, p, line, OPEN, CLOSE, text_of(a, x->html));
            all_in(a, p, line, "`", "`", x->html);
        }
        text += n + (text[n] == '\n');
    }
    return told;
}

static void what_is_told_word_for_word_is_in_the_example(void **state)
{
    struct catalogue *c = catalogue_open(NULL);
    int told = 0;
    size_t i;

    for (i = 0; i < c->n; i++)
        told += check(*state, &c->at[i]);
    catalogue_close(c);
    assert_true(told > 80);
}

/* A builder reports it, so its name must be known. */
static void
every_rule_that_an_example_refuses_by_is_in_the_guidance(void **state)
{
    static const char mark[] = "data-rule=\"";
    struct catalogue *c = catalogue_open(NULL);
    size_t i, j;

    for (i = 0; i < c->n; i++) {
        const struct pattern *p = &c->at[i];
        const char *text = arena_strndup(*state, p->markdown, p->markdown_size);

        for (j = 0; j < p->n_examples; j++) {
            const char *at = p->examples[j].html;

            while ((at = strstr(at, mark))) {
                const char *rule;

                at += strlen(mark);
                rule = arena_strndup(*state, at, strcspn(at, "\""));
                if (!strstr(text, rule))
                    fail_msg("%s: nothing is said of %s", p->slug, rule);
            }
        }
    }
    catalogue_close(c);
}

/* As GOV.UK Frontend 6.6.0 writes them; what is copied is one way or other. */
static void every_button_is_of_the_module_that_serves_it(void **state)
{
    static const char mark[] = "class=\"govuk-button";
    struct catalogue *c = catalogue_open(NULL);
    size_t i, j;

    for (i = 0; i < c->n; i++)
        for (j = 0; j < c->at[i].n_examples; j++) {
            const char *at = c->at[i].examples[j].html;

            while ((at = strstr(at, mark))) {
                const char *tag;

                at += strlen(mark);
                tag = arena_strndup(*state, at, strcspn(at, ">"));
                if (strchr(" \"", *tag) &&
                    !strstr(tag, "data-module=\"govuk-button\"") &&
                    !strstr(tag, "exit-this-page"))
                    fail_msg("%s/%s: %s", c->at[i].slug,
                             c->at[i].examples[j].name, tag);
            }
        }
    catalogue_close(c);
}

static bool is_option(const json_t *field, const char *value)
{
    const json_t *option;
    size_t i;

    json_array_foreach(json_object_get(field, "options"), i, option)
    {
        if (strcmp(json_string_value(option), value) == 0)
            return true;
    }
    return false;
}

/* Each value that the example offers under the field's name. */
static int offered(struct arena *a, const struct pattern *p, const char *html,
                   const json_t *field)
{
    const char *id = json_string_value(json_object_get(field, "id"));
    const char *name = arena_printf(a, " name=\"%s\" type=\"", id);
    int n = 0;

    while ((html = strstr(html, name))) {
        const char *value;

        html += strlen(name);
        if (!text_starts(html, "radio") && !text_starts(html, "checkbox"))
            continue;
        value = strstr(html, "value=\"") + strlen("value=\"");
        value = arena_strndup(a, value, strcspn(value, "\""));
        if (!is_option(field, value))
            fail_msg("%s: the journey has no \"%s\" for %s", p->slug, value,
                     id);
        n++;
    }
    return n;
}

/* Who takes both would find a way that nobody can go. */
static void what_an_example_offers_its_journey_knows(void **state)
{
    struct catalogue *c = catalogue_open(NULL);
    int n = 0;
    size_t i, j, k, x;

    for (i = 0; i < c->n; i++) {
        const json_t *step, *field;

        json_array_foreach(json_object_get(c->at[i].journey, "steps"), j, step)
        {
            json_array_foreach(json_object_get(step, "fields"), k, field)
            {
                for (x = 0; x < c->at[i].n_examples; x++)
                    n += offered(*state, &c->at[i], c->at[i].examples[x].html,
                                 field);
            }
        }
    }
    catalogue_close(c);
    assert_true(n > 50);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(what_is_told_word_for_word_is_in_the_example),
        with_arena(every_rule_that_an_example_refuses_by_is_in_the_guidance),
        with_arena(every_button_is_of_the_module_that_serves_it),
        with_arena(what_an_example_offers_its_journey_knows),
    };

    return cmocka_run_group_tests_name("catalogue quotes", tests, NULL, NULL);
}
