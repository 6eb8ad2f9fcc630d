/* test_device.c - what browsers say they run on, in their own words. */
#include "server/device.h"
#include "tests/unit.h"

#define APPLE "AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 "
#define BLINK "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 "

static const struct {
    const char *user_agent;
    enum device device;
} cases[] = {
    {NULL, DEVICE_NONE},
    {"", DEVICE_NONE},
    {"curl/8.5.0", DEVICE_OTHER},
    {"Mozilla/5.0 (Windows NT 10.0; Win64; x64) " BLINK "Safari/537.36",
     DEVICE_DESKTOP},
    {"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) " APPLE "Safari/605.1.15",
     DEVICE_DESKTOP},
    {"Mozilla/5.0 (X11; Linux x86_64; rv:125.0) Gecko/20100101 Firefox/125.0",
     DEVICE_DESKTOP},
    {"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) " BLINK "Safari/537.36",
     DEVICE_DESKTOP},
    {"Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) " APPLE
     "Mobile/15E148 Safari/604.1",
     DEVICE_MOBILE},
    {"Mozilla/5.0 (Linux; Android 10; K) " BLINK "Mobile Safari/537.36",
     DEVICE_MOBILE},
    {"Mozilla/5.0 (Android 14; Mobile; rv:125.0) Gecko/125.0 Firefox/125.0",
     DEVICE_MOBILE},
    {"Opera/9.80 (J2ME/MIDP; Opera Mini/9.80) Presto/2.5", DEVICE_MOBILE},
    {"Mozilla/5.0 (iPad; CPU OS 12_5 like Mac OS X) " APPLE
     "Mobile/15E148 Safari/604.1",
     DEVICE_TABLET},
    {"Mozilla/5.0 (Linux; Android 10; K) " BLINK "Safari/537.36",
     DEVICE_TABLET},
    {"Mozilla/5.0 (Android 14; Tablet; rv:125.0) Gecko/125.0 Firefox/125.0",
     DEVICE_TABLET},
    {"Mozilla/5.0 (Linux; Android 11; KFTRWI) " BLINK "Silk/124 Safari/537.36",
     DEVICE_TABLET},
    {"Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
     DEVICE_OTHER},
    {"Mozilla/5.0 (SMART-TV; Linux; Tizen 6.0) " BLINK "TV Safari/537.36",
     DEVICE_OTHER},
};

static void a_machine_is_known_by_what_it_says(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        if (device_of(cases[i].user_agent) != cases[i].device)
            fail_msg("%s", cases[i].user_agent ? cases[i].user_agent : "none");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_machine_is_known_by_what_it_says),
    };

    return cmocka_run_group_tests_name("device", tests, NULL, NULL);
}
