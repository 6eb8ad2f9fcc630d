/* What lint finds in an entry, and that it finds nothing where all is well. */
#include "tests/unit/linted.h"

/* A picture that lies in the page. */
#define DOT "data:image/gif;base64,R0lGODlhAQABAAAAACw="

static void an_entry_in_order_passes(void **state)
{
    struct folder *f = *state;

    write_entry(f, "pattern/tell-us", NULL);
    assert_string_equal(found(f), "");
}

/* Each "one two … " is ten words. */
#define USES(list)                                                             \
    "---\ntitle: Tell us\ndescription: Ask for one thing.\nstatus: trial\n"    \
    "version: \"1.0.0\"\nuses: " list                                          \
    "\nreviewDue: 2027-05-21\n---\n" SECTIONS(USE, NOT_TO, HOW)
#define TEN "one two three four five six seven eight nine ten "

static void guidance_is_read_with_its_lines(void **state)
{
    static const struct test_case cases[] = {
        {"index.md", HOW_IS("Ask.\nUtilise it."),
         "index.md:20 [jargon] \"Utilise\": write use"},
        {"index.md", HOW_IS("- Ask\n- A user-friendly thing"),
         "index.md:20 [jargon] \"user-friendly\""},
        {"index.md", HOW_IS("| a | b |\n|---|---|\n| c | via d |"),
         "index.md:21 [jargon] \"via\""},
        {"index.md", HOW_IS("Say `utilise` or “Please wait”."), ""},
        {"index.md", HOW_IS(TEN TEN "one two three four five."), ""},
        {"index.md", HOW_IS(TEN TEN "one two three four five six."),
         "index.md:19 [long-sentence] the sentence \"one two three four five"},
        {"index.md", HOW_IS("- " TEN TEN "\n- " TEN TEN), ""},
        {"index.md",
         HOW_IS("A [" TEN "](https://example.com/x/y) " TEN "`code` a b c d."),
         ""},
        {"index.md",
         HOW_IS("A [" TEN "](https://example.com/x/y) " TEN
                "`code` a b c d e."),
         "index.md:19 [long-sentence]"},
        {"index.md", HOW_IS("### Why\n\n### How\n\nLike this."),
         "index.md:19 [section] nothing stands under \"Why\""},
        {"index.md", HOW_IS("#### Why\n\nLike this."),
         "index.md:19 [heading-order] \"Why\" is of level 4"},
        {"index.md", HOW_IS("![](/assets/a.png) Like this."),
         "index.md:19 [alt-text]"},
        {"index.md", HOW_IS("Like ![this](pictures/a.png)."),
         "index.md:19 [picture] the picture \"pictures/a.png\" is not there: "
         "lay it into pictures/ and name it "
         "/patterns/pattern/tell-us/pictures/NAME"},
        {"index.md", HOW_IS("Like ![this](https://example.com/a.png)."),
         "index.md:19 [picture] the picture https://example.com/a.png is "
         "elsewhere"},
        {"index.md", HOW_IS("Like\n<b>this</b>."), "index.md:20 [html]"},
        {"index.md", FRONT SECTIONS("TBC", NOT_TO, HOW),
         "index.md:9 [section] nothing stands under \"When to use\""},
        {"index.md", FRONT SECTIONS(USE, "None known.", HOW),
         "index.md:13 [section] nothing stands under \"When not to use\""},
        {"index.md",
         FRONT SECTIONS(USE, "There are no cases that we know of.", HOW),
         "index.md:13 [when-not-to-use]"},
    };

    CHECK(state, cases);
}

static void a_form_keeps_answers_out_of_the_address(void **state)
{
    static const struct test_case cases[] = {
        {"more/index.html", EXAMPLE("<form method=\"post\"></form>\n"), ""},
        {"more/index.html", EXAMPLE("<form method=\"get\"></form>\n"), ""},
        {"more/index.html", EXAMPLE("<form role=\"search\"></form>\n"), ""},
        {"more/index.html", EXAMPLE("<form novalidate></form>\n"),
         "more/index.html:6 [form] the form puts its answers into the"},
        {"more/index.html",
         EXAMPLE("<form method=\"post\" enctype=\"multipart/form-data\">\n"
                 "<input type=\"file\" aria-label=\"Photo\"></form>\n"),
         ""},
        {"more/index.html",
         EXAMPLE("<form method=\"post\">\n"
                 "<input type=\"file\" aria-label=\"Photo\"></form>\n"),
         "more/index.html:7 [form] only the name of the file is sent"},
        {"more/index.html",
         EXAMPLE("<input type=\"file\" aria-label=\"Photo\">\n"), ""},
    };

    CHECK(state, cases);
}

static void links_lead_somewhere_and_say_where(void **state)
{
    static const struct test_case cases[] = {
        {"index.md", HOW_IS("See [how it works](#how-it-works)."), ""},
        {"index.md", HOW_IS("See [the example](#example-default)."), ""},
        {"index.md", HOW_IS("See [the button](/patterns/component/button)."),
         ""},
        {"index.md", HOW_IS("See [the button](../component/button)."), ""},
        {"index.md", HOW_IS("See [figures](/docs/figures)."), ""},
        {"index.md", HOW_IS("See [the council](https://example.com/)."), ""},
        {"index.md", HOW_IS("See [how it works](#how)."),
         "index.md:19 [dead-link] the link \"how it works\" (#how) is no"},
        {"index.md", HOW_IS("See [the buton](/patterns/component/buton)."),
         "index.md:19 [dead-link]"},
        {"index.md",
         HOW_IS("See [it](/patterns/component/button#nothing-of-it)."),
         "index.md:19 [dead-link]"},
        {"index.md",
         HOW_IS("See [it](/patterns/component/button/nothing-of-it/)."),
         "index.md:19 [dead-link]"},
        {"index.md", HOW_IS("See [figures](/docs/figure)."),
         "index.md:19 [dead-link]"},
        {"index.md", HOW_IS("See [the council]()."), "index.md:19 [dead-link]"},
        {"more/index.html", EXAMPLE("<a href=\"/apply\">Apply for it</a>\n"),
         "more/index.html:6 [dead-link] the link \"Apply for it\" (/apply) "
         "leads "
         "nowhere here: write \"#\" where"},
        {"index.md", HOW_IS("See [the council](https://)."),
         "index.md:19 [dead-link]"},
        {"index.md", HOW_IS("[Click here](https://example.com/)."),
         "index.md:19 [link-text]"},
        {"index.md", HOW_IS("<https://example.com/>"),
         "index.md:19 [link-text] the link says only its address"},
        {"default/index.html",
         EXAMPLE("<a class=\"govuk-link\" href=\"#go\">Go on</a>\n"), ""},
        {"default/index.html",
         EXAMPLE("<a class=\"govuk-link\" href=\"#\">Rules</a>\n"), ""},
        {"default/index.html",
         EXAMPLE("<a class=\"govuk-link\" href=\"../default.cy/\">Dweud</a>\n"),
         ""},
        {"default/index.html",
         EXAMPLE("<a class=\"govuk-link\" href=\"#went\">Go on</a>\n"),
         "default/index.html:6 [dead-link]"},
        {"default/index.html",
         EXAMPLE("<a class=\"govuk-link\"\n href=\"../other/\">Other</a>\n"),
         "default/index.html:6 [dead-link]"},
        {"default/index.html",
         EXAMPLE("<p\nclass=\"govuk-body\"><a class=\"govuk-link\" href=\"#\">"
                 "Read <b>more</b></a>\n</p>\n"),
         "default/index.html:7 [link-text]"},
        {"default/index.html", EXAMPLE("<label for=\"nobody\">Name</label>\n"),
         "default/index.html:6 [dead-link] for=\"nobody\""},
    };

    CHECK(state, cases);
}

static void examples_are_read_as_they_are_copied(void **state)
{
    static const struct test_case cases[] = {
        {"other/index.html", EXAMPLE("<img src=\"" DOT "\">\n"),
         "other/index.html:6 [alt-text]"},
        {"other/index.html", EXAMPLE("<img src=\"" DOT "\" alt=\"\">\n"), ""},
        {"other/index.html", EXAMPLE("<!-- <img src=\"a.png\"> -->\n"), ""},
        {"other/index.html", EXAMPLE("<p>x</p><p>y</p><h3>z</h3>\n"),
         "other/index.html:6 [heading-order] an h3 follows an h1"},
        {"other/index.html", EXAMPLE("<p class=\"govuk-tetx\">x</p>\n"),
         "other/index.html:6 [class] the class \"govuk-tetx\""},
        {"other/index.html", EXAMPLE("<p class=\"mine\">x</p>\n"),
         "other/index.html:6 [class] the class \"mine\""},
        {"other/index.html",
         EXAMPLE("<p class=\"govuk-body govuk-!-margin-0\">x</p>\n"), ""},
        {"other/index.html",
         EXAMPLE("<div class=\"govuk-button-group\">x</div>\n"), ""},
        {"other/index.html",
         EXAMPLE("<p class=\"govuk-js-password-input-toggle\">x</p>\n"), ""},
        {"other/index.html", EXAMPLE("<p class=\"govuk-inset-text\">x</p>\n"),
         "other/index.html:6 [uses] the example shows the component "
         "\"inset-text\""},
        {"other/index.html", EXAMPLE("<p>When you <b>commence</b> it.</p>\n"),
         "other/index.html:6 [jargon] \"commence\": write start"},
        {"other/index.html", "---\ntitle: Tell us\n---\n<p>Go</p>\n",
         "other/index.html:1 [example]"},
    };

    CHECK(state, cases);
}

static void what_breaks_the_page_around_an_example_is_told(void **state)
{
    static const struct test_case cases[] = {
        {"other/index.html", EXAMPLE("<div>\n<p>x</p>\n"),
         "other/index.html:6 [example] the div that begins here is never"},
        {"other/index.html", EXAMPLE("<div><section>x</div>\n"),
         "other/index.html:6 [example] the section that begins here is never"},
        {"other/index.html", EXAMPLE("<p>x</p></div>\n"),
         "other/index.html:6 [example] </div> closes nothing"},
        {"other/index.html",
         EXAMPLE("<ul><li>x<li>y</ul><br><svg><path d=\"M0 0\"/></svg>\n"), ""},
        {"other/index.html", EXAMPLE("<p id=\"a\">x</p>\n<p id=\"a\">y</p>\n"),
         "other/index.html:7 [example] the id \"a\" is there already"},
    };

    CHECK(state, cases);
}

static void a_list_of_uses_may_be_one_line(void **state)
{
    static const struct test_case cases[] = {
        {"index.md", USES("button, inset-text"),
         "index.md:6 [uses] uses names \"inset-text\", and no example"},
        {"index.md", USES("button"), ""},
    };

    CHECK(state, cases);
}

static void a_picture_that_is_shown_is_there(void **state)
{
    static const struct test_case cases[] = {
        {"other/index.html",
         EXAMPLE("<p>x</p>\n<img src=\"../pictures/bin.gif\" alt=\"\">\n"),
         "other/index.html:7 [picture] the picture \"../pictures/bin.gif\" is "
         "not there"},
        {"other/index.html", EXAMPLE("<img src=\"\" alt=\"\">\n"),
         "other/index.html:6 [picture]"},
        {"other/index.html",
         EXAMPLE("<img src=\"https://elsewhere.example/a.png\" alt=\"\">\n"),
         "other/index.html:6 [picture] the picture "
         "https://elsewhere.example/a.png is elsewhere"},
        {"other/index.html",
         EXAMPLE("<img src=\"" DOT "\" srcset=\"" DOT " 1x, b.gif 2x\" "
                 "alt=\"\">\n"),
         "other/index.html:6 [picture] the picture \"b.gif\""},
        {"other/index.html",
         EXAMPLE("<input type=\"image\" src=\"go.gif\" alt=\"Go\">\n"),
         "other/index.html:6 [picture]"},
        {"pictures/bin.gif", "GIF89a",
         "pictures/bin.gif:1 [picture] no example shows it"},
        {"pictures/bin.gif", "hello", "pictures/bin.gif:1 [refused]"},
    };

    CHECK(state, cases);
}

static void a_welsh_twin_has_the_same_ids_and_fields(void **state)
{
    static const struct test_case cases[] = {
        {"default.cy/index.html", NULL, ""},
        {"default.cy/index.html", WELSH("<input id=\"more\">\n"),
         "default.cy/index.html:6 [welsh-twin] here is input, id \"more\""},
        {"default.cy/index.html", WELSH("<h2>Mwy</h2>\n"),
         "default.cy/index.html:6 [welsh-twin] here is h2"},
        {"default.cy/index.html", WELSH("<p class=\"govuk-body\">Mwy</p>\n"),
         ""},
        {"default/index.html",
         EXAMPLE("<input id=\"more\" name=\"more\" aria-label=\"More\">\n"),
         "default.cy/index.html:6 [welsh-twin] here is button, id \"go\""},
        {"other.cy/index.html", WELSH(""),
         "other.cy/index.html:1 [welsh-twin] there is no example"},
    };

    CHECK(state, cases);
}

static void a_welsh_twin_speaks_welsh_where_a_script_speaks(void **state)
{
    static const struct test_case cases[] = {
        {"default.cy/index.html",
         WELSH("<div data-module=\"govuk-exit-this-page\"></div>\n"),
         "default.cy/index.html:6 [welsh-twin] the script of "
         "govuk-exit-this-page speaks English here: give it Welsh in "
         "data-i18n.press-two-more-times"},
        {"default.cy/index.html",
         WELSH("<div data-module=\"govuk-exit-this-page\" "
               "data-i18n.press-two-more-times=\"Pwyswch ddwywaith eto\">"
               "</div>\n"),
         ""},
        {"default.cy/index.html",
         WELSH("<div data-module=\"govuk-character-count\" "
               "data-i18n.words-at-limit=\"Dim geiriau ar ôl\"></div>\n"),
         ""},
        {"default.cy/index.html",
         WELSH("<div data-module=\"govuk-character-count\"></div>\n"),
         "default.cy/index.html:6 [welsh-twin] the script of "
         "govuk-character-count"},
        {"default.cy/index.html",
         WELSH("<div data-module=\"govuk-radios\"></div>\n"), ""},
        {"default/index.html",
         EXAMPLE("<div data-module=\"govuk-exit-this-page\"></div>\n"), ""},
    };

    CHECK(state, cases);
}

static void what_is_left_in_english_in_a_welsh_twin_is_told(void **state)
{
    static const struct test_case cases[] = {
        {"default.cy/index.html", WELSH("<p>What is your name?</p>\n"),
         "default.cy/index.html:6 [welsh-twin] \"What is your name?\" is "
         "English"},
        {"default.cy/index.html",
         WELSH("<p lang=\"en\">What is your name?</p>\n"), ""},
        {"default.cy/index.html", WELSH("<p>Beth yw eich enw?</p>\n"), ""},
        {"default.cy/index.html",
         WELSH("<p>Dewch o hyd i Marks and Spencer of Leeds wrth ddilyn yr "
               "arwyddion o'r orsaf</p>\n"),
         ""},
        {"default-cy/index.html", WELSH(""),
         "default-cy/index.html:3 [welsh-twin] it is in Welsh: call its folder "
         "as that of the English"},
    };

    CHECK(state, cases);
}

static void what_lies_beside_is_asked_for(void **state)
{
    static const struct test_case cases[] = {
        {"changelog.yml", NULL, "index.md:1 [changelog] there is no changelog"},
        {"process.bpmn",
         BPMN("<task id='t' name='Do it'/>" FLOW("f", "a", "t")
                  FLOW("g", "t", "e")),
         ""},
        {"process.bpmn",
         BPMN("<exclusiveGateway id='t' name='Is it so?'/>" FLOW("f", "a", "t")
                  FLOW("g", "t", "e' name='Yes") "\n" FLOW("h", "t", "e")),
         "process.bpmn:4 [process] a way out of \"Is it so?\" does not say"},
        {"accessibility.yml", NULL, "index.md:1 [accessibility]"},
        {"changelog.yml", "- date: 2026-11-21\n  description: First.\n",
         "index.md:5 [changelog] version 1.0.0 has no change"},
        {"changelog.yml",
         CHANGES "- date: 2026-11-22\n  version: \"1.1.0\"\n"
                 "  description: More.\n",
         "index.md:5 [changelog] the newest change is of version 1.1.0: write "
         "that here, and lay the entry as it was into versions/1.0.0/"},
        {"changelog.yml",
         CHANGES "- date: 2026-11-20\n  version: \"0.9.0\"\n"
                 "  description: Less.\n",
         "index.md:5 [changelog] version 0.9.0 cannot be read any more: lay "
         "the entry as it was into versions/0.9.0/"},
        {"changelog.yml",
         CHANGES "- date: 2026-11-22\n  description: A word mended.\n", ""},
        {"changelog.yml",
         "- date: 2026-11-21\n  version: \"1.0.0\"\n"
         "  description: We utilise it.\n",
         "changelog.yml:3 [jargon]"},
        {"accessibility.yml", "notes:\n  - Say it.\n  - Ensure it.\n",
         "accessibility.yml:3 [jargon]"},
        {"index.md",
         "---\ntitle: Tell us\ndescription: Ask.\nstatus: trial\n"
         "version: \"1.0.0\"\nuses: [button]\nreviewDue: "
         "2026-11-21\n---\n" SECTIONS(USE, NOT_TO, HOW),
         "index.md:7 [review-due]"},
        {"index.md",
         "---\ntitle: Tell us\ndescription: Ask.\nstatus: trial\n"
         "version: \"1.0.0\"\nuses: [button, panel]\n---\n" SECTIONS(
             USE, NOT_TO, HOW),
         "index.md:6 [uses] uses names \"panel\", and no example shows it"},
        {"index.md",
         "---\ntitle: Tell us\ndescription: Ask.\nstatus: trial\n"
         "version: \"1.0.0\"\nuses: [button, buton]\n---\n" SECTIONS(
             USE, NOT_TO, HOW),
         "index.md:6 [uses] uses names \"buton\", which is no entry"},
    };

    CHECK(state, cases);
}

static void every_missing_section_of_a_refused_entry_is_told(void **state)
{
    struct folder *f = *state;
    const struct given cut = {"index.md",
                              FRONT "## When to use\n\n" USE
                                    "\n\n## How it works\n\nUtilise it.\n"};
    const char *all;

    write_entry(f, "pattern/tell-us", &cut);
    all = found(f);
    assert_non_null(strstr(all, "[refused] it is left out of the catalogue"));
    assert_non_null(strstr(all, "\"When not to use\" is missing"));
    assert_non_null(strstr(all, "\"Research\" is missing"));
    assert_non_null(strstr(all, "index.md:15 [jargon]"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_folder(an_entry_in_order_passes),
        in_folder(guidance_is_read_with_its_lines),
        in_folder(a_form_keeps_answers_out_of_the_address),
        in_folder(links_lead_somewhere_and_say_where),
        in_folder(examples_are_read_as_they_are_copied),
        in_folder(what_breaks_the_page_around_an_example_is_told),
        in_folder(a_list_of_uses_may_be_one_line),
        in_folder(a_picture_that_is_shown_is_there),
        in_folder(a_welsh_twin_has_the_same_ids_and_fields),
        in_folder(a_welsh_twin_speaks_welsh_where_a_script_speaks),
        in_folder(what_is_left_in_english_in_a_welsh_twin_is_told),
        in_folder(what_lies_beside_is_asked_for),
        in_folder(every_missing_section_of_a_refused_entry_is_told),
    };

    return cmocka_run_group_tests_name("lint", tests, NULL, NULL);
}
