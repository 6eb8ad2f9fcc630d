/* test_agent.c - programs and people, told apart by their User-Agent. */
#include "server/agent.h"

#include <stdio.h>
#include <string.h>

#include <jansson.h>

#include "tests/unit.h"

#define LABELLED "../shared/data/real/ua/ua_labelled.tsv"
#define CRAWLERS "../shared/data/real/ua/crawler-user-agents.json"

#define APPLE "AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 "
#define BLINK "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 "

static void browsers_of_people_are_not_taken_for_programs(void **state)
{
    static const char *const people[] = {
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) " BLINK "Safari/537.36",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) " BLINK
        "Safari/537.36 Edg/124.0.0.0",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) " APPLE
        "Safari/605.1.15",
        "Mozilla/5.0 (X11; Linux x86_64; rv:125.0) Gecko/20100101 Firefox/125",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) " APPLE
        "Mobile/15E148 Safari/604.1",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) " APPLE
        "Mobile/15E148 [FBAN/FBIOS;FBAV/460.0;FBDV/iPhone15,2;FBLC/en_GB]",
        "Mozilla/5.0 (Linux; Android 10; K) " BLINK "Mobile Safari/537.36",
        "Mozilla/5.0 (Linux; Android 13; CUBOT X70) " BLINK
        "Mobile Safari/537.36",
        "Mozilla/5.0 (Linux; Android 11; KFTRWI) " BLINK
        "Silk/124 Safari/537.36",
        "Mozilla/5.0 (compatible; MSIE 10.0; Windows NT 6.1; Trident/6.0)",
        "Mozilla/5.0 (Windows NT 6.1; Trident/7.0; rv:11.0) like Gecko",
        "Opera/9.80 (J2ME/MIDP; Opera Mini/9.80) Presto/2.5",
        "Nokia6230/2.0 Profile/MIDP-2.0 Configuration/CLDC-1.1",
        "Lynx/2.9.0 SSL-MM/1.4.1",
        /* an @ before a version or in a model's name is no address */
        "Mozilla/5.0 (Linux; Android 10; K) " BLINK
        "Mobile Safari/537.36 (Ecosia android@124.0.0.0)",
        "Mozilla/5.0 (Linux; Android 4.1.1; @TAB-7 Build/JRO03H) " BLINK
        "Safari/537.36",
        /* what a telephone can run, and not what a program is written in */
        "Mozilla/5.0 (LG-T385 AppleWebkit/531 Browser/V2.0 Java/ASVM/1.1)",
        "Mozilla/5.0 (X11; U; Linux i686; rv:1.9.2) Gecko/20100115 "
        "Firefox/3.6 FirePHP/0.4",
        "Mozilla/5.0 (compatible; Teleca Q7; Brew 3.1.5; U; en) 240X400 LGE",
        "Mozilla/4.0 (compatible; Linux 2.6.22) NetFront/3.4 Kindle/2.0",
        "[FBAN/FB4A;FBAV/3.4;FBLC/tr_TR;FBPN/com.facebook.katana;]",
        "DoCoMo/2.0 D704i",
        "LG-KU580",
        "w3m/0.5.3",
        "Mozilla/5.0 (compatible; U; ABrowse 0.6; Syllable) AppleWebKit/420+ "
        "(KHTML, like Gecko)",
        "User-Agent: Mozilla/5.0 (Windows NT 10.0) " BLINK "Safari/537.36",
        /* names that begin like what programs end with */
        "Mozilla/5.0 (Linux; Android 12; Talbott X1) " BLINK "Safari/537.36",
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(people) / sizeof(people[0]); i++)
        if (agent_is_program(people[i]))
            fail_msg("taken for a program: %s", people[i]);
}

static void programs_are_known_by_what_they_say_of_themselves(void **state)
{
    static const char *const programs[] = {
        NULL,
        "",
        "curl/8.5.0",
        "Wget/1.21",
        "python-requests/2.31.0",
        "Go-http-client/1.1",
        "Some-Tool/3",
        "checkthis",
        "Mozilla/5.0 (compatible; Newbot/1.0)",
        "Mozilla/5.0 (compatible; Example-Agent/2.1; contact us)",
        "Mozilla/5.0 (Linux; Android 10; K) " BLINK
        "Mobile Safari/537.36 (+http://example.org/why)",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like "
        "Gecko) HeadlessChrome/124.0.0.0 Safari/537.36",
        "Mozilla/5.0 (Windows NT 10.0) " BLINK "Safari/537.36 Uptime-Check/1",
        "Research Bot, write to someone@example.org",
        "Mozilla/5.0 (ask someone@example.org) " BLINK "Safari/537.36",
        "Java/17.0.2",
        "Mozilla/5.0 Newthing",
        "Mozilla/5.0",
        "Mozilla/5.0 (compatible)",
        "Mozilla/5.0 (X11; Linux x86_64; rv:45.0; SomeAgent 3.0) "
        "Gecko/20100101",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like "
        "Gecko; compatible; thing) Chrome/124.0.0.0 Safari/537.36",
        "Mozilla/5.0 (Java/1.8.0; a tool of ours)",
        "PHP/8.2",
        "Mozilla/5.0 (compatible; Newthing/1.0; Linux)",
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(programs) / sizeof(programs[0]); i++)
        if (!agent_is_program(programs[i]))
            fail_msg("taken for a person: %s", programs[i]);
}

static void a_long_agent_is_looked_at_no_further_than_its_lid(void **state)
{
    static char agent[3 * AGENT_LOOKED_AT] = "Mozilla/5.0 (X11) ";

    (void)state;
    memset(agent + strlen(agent), 'b', sizeof(agent) - 20);
    assert_false(agent_is_program(agent));
    memcpy(agent + 100, "bot/1", 5);
    assert_true(agent_is_program(agent));
}

struct tally {
    int found, of;
};

static void count(struct tally *t, const char *agent)
{
    t->found += agent_is_program(agent);
    t->of++;
}

/* Lines of label, source, agent; the first says so. */
static void
seven_in_ten_programs_are_found_and_few_people_are_taken(void **state)
{
    FILE *f = fopen(LABELLED, "r");
    struct tally bots = {0, 0}, people = {0, 0};
    char line[8192];

    (void)state;
    if (!f) {
        printf("no " LABELLED ": skipped\n");
        skip();
    }
    assert_non_null(fgets(line, sizeof(line), f));
    while (fgets(line, sizeof(line), f)) {
        char *source = strchr(line, '\t'), *agent;

        assert_non_null(source);
        agent = strchr(source + 1, '\t');
        assert_non_null(agent);
        agent[strcspn(agent, "\r\n")] = '\0';
        count(strncmp(line, "bot\t", 4) == 0 ? &bots : &people, agent + 1);
    }
    fclose(f);
    printf("%d of %d programs found (%.1f %%), %d of %d people taken for one "
           "(%.1f %%)\n",
           bots.found, bots.of, 100.0 * bots.found / bots.of, people.found,
           people.of, 100.0 * people.found / people.of);
    assert_true(bots.of > 400 && people.of > 1000);
    assert_true(10 * bots.found >= 7 * bots.of);
    assert_true(1000 * people.found <= 15 * people.of);
}

static void crawlers_nobody_labelled_for_us_are_found_too(void **state)
{
    json_t *list = json_load_file(CRAWLERS, 0, NULL), *one, *agent;
    struct tally t = {0, 0};
    size_t i, k;

    (void)state;
    if (!list) {
        printf("no " CRAWLERS ": skipped\n");
        skip();
    }
    json_array_foreach(list, i, one)
    {
        json_array_foreach(json_object_get(one, "instances"), k, agent)
        {
            count(&t, json_string_value(agent));
        }
    }
    json_decref(list);
    printf("%d of %d crawlers found (%.1f %%)\n", t.found, t.of,
           100.0 * t.found / t.of);
    assert_true(t.of > 2000 && 10 * t.found >= 9 * t.of);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(browsers_of_people_are_not_taken_for_programs),
        cmocka_unit_test(programs_are_known_by_what_they_say_of_themselves),
        cmocka_unit_test(a_long_agent_is_looked_at_no_further_than_its_lid),
        cmocka_unit_test(
            seven_in_ten_programs_are_found_and_few_people_are_taken),
        cmocka_unit_test(crawlers_nobody_labelled_for_us_are_found_too),
    };

    return cmocka_run_group_tests_name("agent", tests, NULL, NULL);
}
