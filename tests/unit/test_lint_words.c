/* The small readers behind lint: sentences, jargon and tags.  The numbers were
 * counted by hand. */
#include <stdio.h>
#include <string.h>

#include "base/embedded.h"
#include "base/text.h"
#include "patterns/lint/jargon.h"
#include "patterns/lint/rules.h"
#include "patterns/lint/sentence.h"
#include "patterns/tags.h"
#include "tests/unit.h"

static void a_sentence_ends_where_a_reader_would_end_it(void **state)
{
    static const struct {
        const char *text;
        size_t n; /* of its first sentence */
    } cases[] = {
        {"Stop. Go.", 5},
        {"Stop! Go.", 5},
        {"Why? Because.", 4},
        {"Wait\u2026 Go.", 7},
        {"It costs 3.50 a day. Pay.", 20},
        {"See GOV.UK for it. Go.", 18},
        {"For example e.g. Tuesday. Go.", 25},
        {"Ask Dr. Jones. Go.", 14},
        {"Ask J. Smith. Go.", 13},
        {"It took approx. ten days. Go.", 25},
        {"Say \u201cGo.\u201d Then go.", 13},
        {"(Go.) Then go.", 5},
        {"It is so. 3 of 4 agree.", 9},
        {"No stop at all", 14},
        {"A b.c d", 7},
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        size_t n = sentence_size(cases[i].text, strlen(cases[i].text));

        if (n != cases[i].n)
            fail_msg("\"%s\" ends after \"%.*s\"", cases[i].text, (int)n,
                     cases[i].text);
    }
}

static void words_are_counted_as_people_count_them(void **state)
{
    static const struct {
        const char *text;
        size_t n;
    } cases[] = {
        {"", 0},
        {"one", 1},
        {"a well-known \u2013 and short \u2013 text", 5},
        {"it isn\u2019t \u201cquoted\u201d", 3},
        {"see https://example.com/a/b now", 2},
        {"see www.example.com now", 2},
        {"set \1 to \1", 2},
        {"3 of 4 (75%)", 4},
        {"T\u0177 a th\u00e2n", 3},
        {"one\ntwo\nthree", 3},
        {"\u2026 \u2192 \u2014", 0},
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        if (sentence_words(cases[i].text, strlen(cases[i].text)) != cases[i].n)
            fail_msg("\"%s\" has not %zu words but %zu", cases[i].text,
                     cases[i].n,
                     sentence_words(cases[i].text, strlen(cases[i].text)));
}

static void the_table_of_words_is_read_whole(void **state)
{
    struct embedded_file words;
    struct problems told;
    struct jargon j;

    assert_ok(embedded_find(*state, "patterns/lint/words.txt", &words));
    problems_init(&told, *state, 10);
    jargon_init(&j, *state, words.text, words.size, &told);
    if (told.total)
        fail_msg("%s %s", told.at[0].place, told.at[0].message);
    assert_true(j.forms.n > 100);
    jargon_release(&j);
}

static void jargon_is_found_as_whole_words(void **state)
{
    static const char table[] = "# a comment\n"
                                "utilise, utilised: use\n"
                                "user friendly: easy\n"
                                "in order to: to\n"
                                "e.g, eg: for example\n"
                                "customer: resident\n"
                                "customer services: -\n";
    static const struct {
        const char *text, *want; /* want: the words found, or "" */
    } cases[] = {
        {"We utilise it", "utilise"},
        {"UTILISED it", "UTILISED"},
        {"reutilise it", ""},
        {"utiliser", ""},
        {"a user-friendly form", "user-friendly"},
        {"a User\u2011Friendly form", "User\u2011Friendly"},
        {"a user friendly form", "user friendly"},
        {"a user, friendly", ""},
        {"in\norder  to go", "in\norder  to"},
        {"bins, e.g. a blue one", "e.g"},
        {"bins (eg blue)", "eg"},
        {"say \u201cutilise\u201d", ""},
        {"say \"utilise\" or utilised", "utilised"},
        {"it isn\u2019t \u2018utilise\u2019 or utilised", "utilised"},
        {"http://utilise.example/utilise", ""},
        {"utilise@example.com", ""},
        {"the customer", "customer"},
        {"call customer services", ""},
        {"the customer services customer", "customer"},
        {"non-utilised", "utilised"},
    };
    struct problems told;
    struct jargon j;
    size_t i;

    problems_init(&told, *state, 10);
    jargon_init(&j, *state, table, strlen(table), &told);
    assert_int_equal(told.total, 0);
    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const char *text = cases[i].text, *got = "";
        struct jargon_hit hit;

        if (jargon_next(&j, text, strlen(text), 0, &hit))
            got = arena_strndup(*state, text + hit.at, hit.n);
        if (strcmp(got, cases[i].want) != 0)
            fail_msg("in \"%s\" it finds \"%s\", not \"%s\"", text, got,
                     cases[i].want);
    }
    jargon_release(&j);
}

/* "<p|id=a b>text" and so on, one after the other. */
static const char *scanned(struct arena *a, const char *html)
{
    static const char *const marks[] = {"", "<", "</"};
    const char *all = "";
    struct tags t;
    struct tag tag;

    tags_init(&t, html, strlen(html), 1);
    while (tags_next(&t, &tag))
        all = arena_printf(
            a, "%s%s%s%s@%d;", all, marks[tag.kind], tag.name,
            tag.kind == TAG_TEXT ? tags_text(a, tag.at, tag.n) : "", tag.line);
    return all;
}

static void tags_come_in_order_with_their_lines(void **state)
{
    static const struct {
        const char *html, *want;
    } cases[] = {
        {"<p>a</p>", "<p@1;a@1;</p@1;"},
        {"<P CLASS=x>a\n<B>b", "<p@1;a\n@1;<b@2;b@2;"},
        {"a < b <3 &amp; c", "a < b <3 & c@1;"},
        {"<!-- <p> -->x<!DOCTYPE html>y<?php z ?>", "x@1;y@1;"},
        {"<script>if (a<b) {}</script><p>", "<script@1;</script@1;<p@1;"},
        {"<style>p>a{}</STYLE >x", "<style@1;</style@1;x@1;"},
        {"<a title=\"x > y\">z", "<a@1;z@1;"},
        {"<a title =\n 'x > y'>z", "<a@1;z@2;"},
        {"<a title=\"=\" alt \">z", "<a@1;z@1;"},
        {"<a\n\nb=c\n>d", "<a@1;d@4;"},
        {"<a", "<a@1;"},
        {"<", "<@1;"},
        {"<!--", ""},
        {"<script>", "<script@1;"},
        {"</", "</@1;"},
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const char *got = scanned(*state, cases[i].html);

        if (strcmp(got, cases[i].want) != 0)
            fail_msg("of %s it says %s and not %s", cases[i].html, got,
                     cases[i].want);
    }
}

static void attributes_are_read_however_they_are_written(void **state)
{
    static const struct {
        const char *html, *want; /* want: of the attribute id; NULL: none */
    } cases[] = {
        {"<a id=\"x y\">", "x y"},
        {"<a id='x \"y'>", "x \"y"},
        {"<a id=x>", "x"},
        {"<a ID = x href=y>", "x"},
        {"<a id>", ""},
        {"<a id=\"\">", ""},
        {"<a data-id=x>", NULL},
        {"<a href=id>", NULL},
        {"<a id=a&amp;b>", "a&b"},
        {"<a title=\"id=x\">", NULL},
        {"<a/id=x>", "x"},
        {"<a id=\"x\"title=y>", "x"},
        {"<a id=\"&#39;&quot;\">", "'\""},
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct tags t;
        struct tag tag;
        const char *got;

        tags_init(&t, cases[i].html, strlen(cases[i].html), 1);
        assert_true(tags_next(&t, &tag));
        got = tag_attribute(*state, &tag, "id");
        if (!got || !cases[i].want ? got != cases[i].want
                                   : strcmp(got, cases[i].want) != 0)
            fail_msg("of %s it says %s", cases[i].html, got ? got : "nothing");
    }
}

static void every_rule_is_in_the_documentation(void **state)
{
    struct embedded_file page;
    int rule;

    assert_ok(embedded_find(*state, "docs-site/lint.md", &page));
    for (rule = 0; rule < LINT_RULES; rule++) {
        const char *key = lint_rule_key((enum lint_rule)rule);

        if (!strstr(page.text, arena_printf(*state, "`%s`", key)))
            fail_msg("%s is not in docs-site/lint.md", key);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(a_sentence_ends_where_a_reader_would_end_it),
        with_arena(words_are_counted_as_people_count_them),
        with_arena(the_table_of_words_is_read_whole),
        with_arena(jargon_is_found_as_whole_words),
        with_arena(tags_come_in_order_with_their_lines),
        with_arena(attributes_are_read_however_they_are_written),
        with_arena(every_rule_is_in_the_documentation),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
