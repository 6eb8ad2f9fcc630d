#include "server/agent.h"

#include <ctype.h>
#include <stddef.h>
#include <string.h>

/* All in small letters, as the agent is made before they are looked for.
 * Whatever holds one of these is a program. */
static const char *const programs[] = {
    /* where it is explained, or whom to write to */
    "://", "www.", "@",
    /* what it does */
    "crawl", "spider", "slurp", "fetch", "archiv", "preview", "monitor",
    "checker", "validat", "scrap", "harvest", "indexer", "probe", "audit",
    "snapshot", "screenshot", "sitemap", "mediapartners", "externalhit", "feed",
    "proxy", "synthetic",
    /* what steers a browser */
    "headless", "phantomjs", "selenium", "puppeteer", "playwright",
    "lighthouse", "pagespeed",
    /* what programs are written with */
    "curl/", "wget", "python", "java/", "go-http", "perl", "php/", "ruby",
    "node-", "httpclient", "http-client", "axios", "okhttp", "aiohttp",
    "guzzle", "postman", "apache-", "nutch",
    /* whose it is */
    "google-", "whatsapp/", "pingdom", "uptime", "datadog", "cloudflare"};

/* Browsers of small and old machines, which do not all say Mozilla. */
static const char *const browsers[] = {
    "opera",    "wap",   "midp",       "obigo",   "teleca",
    "profile/", "nokia", "blackberry", "samsung", "ucweb",
    "screen",   "phone", "tv",         "android", "cfnetwork",
    "webkit",   "up/",   "browser",    "lynx",    "mac os"};

static bool holds_any(const char *agent, const char *const *words, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (strstr(agent, words[i]))
            return true;
    return false;
}

/* "bot" at the end of a word, but for the telephones called Cubot. */
static bool holds_bot(const char *agent)
{
    const char *at = agent;

    while ((at = strstr(at, "bot"))) {
        bool cubot = at - agent >= 2 && memcmp(at - 2, "cu", 2) == 0;

        at += strlen("bot");
        if (!cubot && !isalpha((unsigned char)*at))
            return true;
    }
    return false;
}

/* "Mozilla/5.0 (compatible; Something)": long ago browsers said so too. */
static bool is_only_compatible(const char *agent)
{
    return strstr(agent, "(compatible;") && !strstr(agent, "msie") &&
           !strstr(agent, "konqueror");
}

static bool is_program(const char *agent)
{
    if (holds_any(agent, programs, sizeof(programs) / sizeof(programs[0])) ||
        holds_bot(agent))
        return true;
    if (strncmp(agent, "mozilla/", strlen("mozilla/")) == 0)
        return is_only_compatible(agent);
    /* A name, maybe more of them, and no word about what it runs on. */
    return !strchr(agent, '(') &&
           !holds_any(agent, browsers, sizeof(browsers) / sizeof(browsers[0]));
}

bool agent_is_program(const char *user_agent)
{
    char agent[AGENT_LOOKED_AT];
    size_t n;

    if (!user_agent)
        return true;
    for (n = 0; n + 1 < sizeof(agent) && user_agent[n]; n++)
        agent[n] = (char)tolower((unsigned char)user_agent[n]);
    agent[n] = '\0';
    return is_program(agent);
}
