#include "web/template.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit.h"
#include "tests/unit/models.h"

#define CASES "tests/cases/mustache/"

enum { CASES_MIN = 2 * 136, THREADS = 4, ROUNDS = 500 };

static size_t cases_run;

/* What a case's partials are found in. */
struct partials {
    struct arena *arena;
    json_t *texts;
};

static enum err find_partial(void *context, const char *name,
                             const struct template **ret_template)
{
    struct partials *p = context;
    json_t *text = json_object_get(p->texts, name);
    struct fault fault;

    if (!text)
        return ERR_NOT_FOUND;
    return template_parse(p->arena, name, json_string_value(text),
                          json_string_length(text), ret_template, &fault);
}

static const char *text_of(json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));

    if (!text)
        fail_msg("a case has no \"%s\"", key);
    return text;
}

static void run_case(struct arena *a, const char *file, json_t *c, bool ours)
{
    struct partials p = {a, json_object_get(c, "partials")};
    json_t *data = json_object_get(c, "data");
    struct model page = model_like(a, data);
    struct rendering r = {.models = {ours ? NULL : data},
                          .page = ours ? &page : NULL,
                          .find = find_partial,
                          .context = &p};
    const char *text = text_of(c, "template");
    const struct template *t;
    struct fault fault = {""};
    struct buf out;
    enum err e = template_parse(a, "case", text, strlen(text), &t, &fault);

    buf_init(&out, TEMPLATE_OUT_MAX);
    if (!e)
        e = template_render(t, &r, &out, &fault);
    if (e || strcmp(out.text, text_of(c, "expected")) != 0)
        fail_msg("%s: %s (%s)\n%s\nwanted\n%s\ngot\n%s%s", file,
                 text_of(c, "name"), text_of(c, "why"), text,
                 text_of(c, "expected"), out.text, fault.text);
    buf_release(&out);
    cases_run++;
}

static void run_file(struct arena *a, const char *file)
{
    json_t *cases = json_load_file(file, JSON_REJECT_DUPLICATES, NULL);
    size_t i;

    if (!json_is_array(cases))
        fail_msg("%s is no list of cases", file);
    for (i = 0; i < json_array_size(cases); i++) {
        run_case(a, file, json_array_get(cases, i), false);
        run_case(a, file, json_array_get(cases, i), true);
    }
    json_decref(cases);
}

#define RUNS(area)                                                             \
    static void the_rules_of_##area(void **state)                              \
    {                                                                          \
        run_file(*state, CASES #area ".json");                                 \
    }

RUNS(interpolation)
RUNS(sections)
RUNS(inverted)
RUNS(delimiters)
RUNS(comments)
RUNS(partials)

static void the_whole_core_has_cases(void **state)
{
    (void)state;
    assert_true(cases_run >= CASES_MIN);
}

/* Parse and render text with the model, which is taken over. */
static enum err render(struct arena *a, const char *text, json_t *model,
                       bool strict, struct buf *out, struct fault *fault)
{
    struct model page = model_like(a, model);
    struct rendering r = {.models = {model}, .strict = strict},
                     ours = {.page = &page, .strict = strict};
    struct fault same = {""};
    size_t from = out->len;
    const struct template *t;
    enum err e = template_parse(a, "dir/page", text, strlen(text), &t, fault);

    if (!e) {
        e = template_render(t, &ours, out, &same);
        out->len = from;
        assert_int_equal(template_render(t, &r, out, fault), e);
        assert_string_equal(same.text, e == ERR_INVALID ? fault->text : "");
    }
    json_decref(model);
    return e;
}

static void strictly_what_the_model_lacks_is_a_fault(void **state)
{
    static const struct {
        const char *text, *fault;
    } cases[] = {
        {"\n{{title}}", "dir/page:2: the model has no \"title\""},
        {"{{a.c}}", "dir/page:1: the model has no \"a.c\""},
        {"a\nb\n{{#a}}\n{{d}}\n{{/a}}", "dir/page:4: the model has no \"d\""},
        {"{{#gone}}x{{/gone}}", "dir/page:1: the model has no \"gone\""},
        {"{{^gone}}x{{/gone}}", "dir/page:1: the model has no \"gone\""},
        {"{{!\n\n}}{{>p}}", "dir/page:3: there is no template \"p\""},
        {"{{a}}", "dir/page:1: \"a\" is a list or an object, not a text"},
        {"{{{a}}}", "dir/page:1: \"a\" is a list or an object, not a text"},
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        json_t *model = json_pack("{s:{s:i}}", "a", "b", 1);
        struct fault fault = {""};
        struct buf out;

        buf_init(&out, 1000);
        assert_err(ERR_INVALID,
                   render(*state, cases[i].text, model, true, &out, &fault));
        assert_string_equal(fault.text, cases[i].fault);
        buf_release(&out);
    }
}

static void strictly_null_is_there(void **state)
{
    json_t *model = json_pack("{s:n}", "a");
    struct fault fault = {""};
    struct buf out;

    buf_init(&out, 1000);
    assert_ok(
        render(*state, "<{{a}}{{#a}}x{{/a}}>", model, true, &out, &fault));

    assert_string_equal(out.text, "<>");
    buf_release(&out);
}

static void a_broken_template_says_where(void **state)
{
    static const struct {
        const char *text, *fault;
    } cases[] = {
        {"a\n{{a", "dir/page:2: the tag is not closed"},
        {"{{{a}}", "dir/page:1: the tag is not closed"},
        {"{{}}", "dir/page:1: \"\" is no key"},
        {"{{a..b}}", "dir/page:1: \"a..b\" is no key"},
        {"{{.a}}", "dir/page:1: \".a\" is no key"},
        {"{{a.}}", "dir/page:1: \"a.\" is no key"},
        {"{{a b}}", "dir/page:1: \"a b\" is no key"},
        {"{{>}}", "dir/page:1: a partial has no name"},
        {"\n{{#a}}\n\n", "dir/page:2: \"a\" is not closed"},
        {"{{/a}}", "dir/page:1: \"a\" is closed, but \"nothing\" is open"},
        {"{{#a}}\n{{/b}}", "dir/page:2: \"b\" is closed, but \"a\" is open"},
        {"{{#a}}{{#b}}{{/a}}{{/b}}",
         "dir/page:1: \"a\" is closed, but \"b\" is open"},
        {"{{=a=}}", "dir/page:1: delimiters are two words without \"=\""},
        {"{{=a b c=}}", "dir/page:1: delimiters are two words without \"=\""},
        {"{{==}}", "dir/page:1: delimiters are two words without \"=\""},
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const char *text = cases[i].text;
        const struct template *t = NULL;
        struct fault fault = {""};

        assert_err(ERR_INVALID, template_parse(*state, "dir/page", text,
                                               strlen(text), &t, &fault));
        assert_string_equal(fault.text, cases[i].fault);
        assert_null(t);
    }
}

static void a_partial_that_holds_itself_ends(void **state)
{
    static const char text[] = "x{{>p}}";
    json_t *texts = json_pack("{s:s}", "p", text);
    struct partials p = {*state, texts};
    struct rendering r = {
        .models = {texts}, .find = find_partial, .context = &p};
    const struct template *t;
    struct fault fault;
    struct buf out;

    buf_init(&out, TEMPLATE_OUT_MAX);
    assert_ok(template_parse(*state, "p", text, strlen(text), &t, &fault));
    assert_err(ERR_INVALID, template_render(t, &r, &out, &fault));

    assert_non_null(strstr(fault.text, "inside each other"));
    buf_release(&out);
    json_decref(texts);
}

static void nesting_has_a_lid(void **state)
{
    struct fault fault = {""};
    struct buf text, out;
    int depth, i;

    buf_init(&text, 10000);
    buf_init(&out, 1000);
    for (depth = TEMPLATE_DEPTH_MAX; depth <= TEMPLATE_DEPTH_MAX + 1; depth++) {
        buf_reset(&text);
        for (i = 0; i < depth; i++)
            buf_adds(&text, "{{#a}}");
        for (i = 0; i < depth; i++)
            buf_adds(&text, "{{/a}}");
        assert_err(depth > TEMPLATE_DEPTH_MAX ? ERR_INVALID : OK,
                   render(*state, text.text, json_pack("{s:b}", "a", 1), true,
                          &out, &fault));
    }
    buf_release(&text);
    buf_release(&out);
}

static void output_has_a_lid(void **state)
{
    json_t *model = json_pack("{s:[i,i,i]}", "on", 1, 2, 3);
    struct fault fault;
    struct buf out;

    buf_init(&out, 8);
    assert_err(ERR_TOO_BIG,
               render(*state, "{{#on}}1234{{/on}}", model, true, &out, &fault));
    assert_true(out.len <= 8);
    buf_release(&out);
}

static void inner_models_come_first(void **state)
{
    static const char text[] = "{{a}}{{b}}{{c}}";
    json_t *outer = json_pack("{s:i,s:i}", "a", 1, "b", 1);
    json_t *inner = json_pack("{s:i,s:i}", "b", 2, "c", 2);
    struct rendering r = {.models = {outer, inner}, .strict = true};
    struct model page = MODEL(*state, {"c", model_int(3)});
    const struct template *t;
    struct fault fault;
    struct buf out;

    buf_init(&out, 100);
    assert_ok(template_parse(*state, "x", text, strlen(text), &t, &fault));
    assert_ok(template_render(t, &r, &out, &fault));

    assert_string_equal(out.text, "122");
    out.len = 0;
    r.page = &page;
    assert_ok(template_render(t, &r, &out, &fault));
    assert_string_equal(out.text, "123");
    buf_release(&out);
    json_decref(outer);
    json_decref(inner);
}

struct crowd {
    const struct template *t;
    json_t *model;
};

static void *render_often(void *context)
{
    const struct crowd *crowd = context;
    struct rendering r = {.models = {crowd->model}, .strict = true};
    struct fault fault;
    struct buf out;
    bool same = true;
    int i;

    buf_init(&out, 1000);
    for (i = 0; i < ROUNDS; i++) {
        buf_reset(&out);
        same = !template_render(crowd->t, &r, &out, &fault) &&
               strcmp(out.text, "<1><2><3>") == 0 && same;
    }
    buf_release(&out);
    return same ? context : NULL;
}

static void threads_share_a_template(void **state)
{
    static const char text[] = "{{#on}}<{{.}}>{{/on}}";
    struct crowd crowd = {.model = json_pack("{s:[i,i,i]}", "on", 1, 2, 3)};
    pthread_t threads[THREADS];
    struct fault fault;
    void *outcome;
    int i;

    assert_ok(
        template_parse(*state, "x", text, strlen(text), &crowd.t, &fault));
    for (i = 0; i < THREADS; i++)
        assert_int_equal(
            pthread_create(&threads[i], NULL, render_often, &crowd), 0);
    for (i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_join(threads[i], &outcome), 0);
        assert_non_null(outcome);
    }
    json_decref(crowd.model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(the_rules_of_interpolation),
        with_arena(the_rules_of_sections),
        with_arena(the_rules_of_inverted),
        with_arena(the_rules_of_delimiters),
        with_arena(the_rules_of_comments),
        with_arena(the_rules_of_partials),
        with_arena(the_whole_core_has_cases),
        with_arena(strictly_what_the_model_lacks_is_a_fault),
        with_arena(strictly_null_is_there),
        with_arena(a_broken_template_says_where),
        with_arena(a_partial_that_holds_itself_ends),
        with_arena(nesting_has_a_lid),
        with_arena(output_has_a_lid),
        with_arena(inner_models_come_first),
        with_arena(threads_share_a_template),
    };

    return cmocka_run_group_tests_name("template", tests, NULL, NULL);
}
