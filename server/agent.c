#include "server/agent.h"

#include <ctype.h>
#include <stddef.h>
#include <string.h>

/* All in small letters, as the agent is made before they are looked for.
 * Whatever holds one of these is a program. */
static const char *const programs[] = {
    /* where it is explained */
    "://", "www.",
    /* what it does */
    "crawl", "spider", "slurp", "fetch", "archiv", "preview", "monitor",
    "checker", "validat", "scrap", "harvest", "indexer", "probe", "audit",
    "snapshot", "screenshot", "sitemap", "mediapartners", "externalhit", "feed",
    "proxy", "synthetic",
    /* what steers a browser */
    "headless", "phantomjs", "selenium", "puppeteer", "playwright",
    "lighthouse", "pagespeed",
    /* what programs are written with */
    "curl/", "wget", "python", "go-http", "perl", "ruby/", "node-",
    "httpclient", "http-client", "axios", "okhttp", "aiohttp", "guzzle",
    "postman", "apache-", "nutch",
    /* whose it is */
    "google-", "whatsapp/", "pingdom", "uptime", "datadog", "cloudflare"};

/* Of these only the version tells: old telephones name what they can run
 * ("Java/ASVM"), and a tool for Firefox is called FirePHP. */
static const char *const languages[] = {"java/", "php/"};

/* Browsers of small and old machines, which do not all say Mozilla. */
static const char *const browsers[] = {
    "opera",     "wap",   "midp",       "obigo",   "teleca",
    "profile/",  "nokia", "blackberry", "samsung", "ucweb",
    "screen",    "phone", "tv",         "android", "webkit",
    "cfnetwork", "up/",   "browser",    "lynx",    "mac os",
    "fban/",     "dillo", "links/",     "w3m",     "firefox"};

/* Browsers that called themselves compatible with others'. */
static const char *const compatible[] = {
    "msie",   "webkit", "konqueror", "opera",   "netfront",
    "kindle", "teleca", "polaris",   "symbian", "midp",
    "dillo",  "icab",   "galeon",    "omniweb", "netpositive"};

/* Who made a telephone so old that it says no more than what it is called:
 * "LG-KU580", "DoCoMo/2.0 D704i". */
static const char *const makers[] = {
    "alcatel",  "amoi",   "asus",     "audiovox", "bird",    "docomo",
    "htc",      "huawei", "j-phone",  "kddi",     "kyocera", "lenovo",
    "lg",       "mot-",   "motorola", "nec-",     "pantech", "philips",
    "sagem",    "sanyo",  "sec-",     "sharp",    "sie-",    "sonyericsson",
    "vodafone", "zte"};

#define HOLDS_ANY(agent, words)                                                \
    holds_any((agent), (words), sizeof(words) / sizeof((words)[0]))

static bool holds_any(const char *agent, const char *const *words, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (strstr(agent, words[i]))
            return true;
    return false;
}

/* "java/1.8" but not "java/asvm", "php/8" but not "firephp/0.4". */
static bool holds_language(const char *agent)
{
    size_t i;

    for (i = 0; i < sizeof(languages) / sizeof(languages[0]); i++) {
        const char *at = strstr(agent, languages[i]);

        if (at && (at == agent || !isalpha((unsigned char)at[-1])) &&
            isdigit((unsigned char)at[strlen(languages[i])]))
            return true;
    }
    return false;
}

/* Whom to write to: "someone@example.org", not "android@150.0.0.0", nor
 * "@TAB-TEN". */
static bool holds_address(const char *agent)
{
    const char *at = agent;

    while ((at = strchr(at, '@'))) {
        at++;
        while (isalnum((unsigned char)*at) || *at == '-' || *at == '.') {
            if (*at == '.' && isalpha((unsigned char)at[1]))
                return true;
            at++;
        }
    }
    return false;
}

static bool begins_with_maker(const char *agent)
{
    size_t i;

    for (i = 0; i < sizeof(makers) / sizeof(makers[0]); i++)
        if (strncmp(agent, makers[i], strlen(makers[i])) == 0)
            return true;
    return false;
}

/* At the end of a word, but for the telephones called Cubot, and where
 * somebody wrote the name of the header before it ("User-Agent: "). */
static const struct {
    const char *end, *but;
} ends[] = {{"bot", "cu"}, {"agent", "user"}};

static bool follows(const char *agent, const char *at, const char *word)
{
    size_t n = strlen(word);

    if (at > agent && strchr(" -_", at[-1]))
        at--;
    return (size_t)(at - agent) >= n && memcmp(at - n, word, n) == 0;
}

static bool holds_end(const char *agent, const char *end, const char *but)
{
    const char *at = agent;

    while ((at = strstr(at, end))) {
        bool other = follows(agent, at, but);

        at += strlen(end);
        if (!other && !isalpha((unsigned char)*at))
            return true;
    }
    return false;
}

static bool holds_ends(const char *agent)
{
    size_t i;

    for (i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
        if (holds_end(agent, ends[i].end, ends[i].but))
            return true;
    return false;
}

/* "Mozilla/5.0 (compatible; Something)", "(KHTML, like Gecko; compatible; ...":
 * long ago browsers said the first of themselves. */
static bool is_only_compatible(const char *agent)
{
    return strstr(agent, "like gecko; compatible") ||
           (strstr(agent, "(compatible") && !HOLDS_ANY(agent, compatible));
}

static bool is_program(const char *agent)
{
    if (HOLDS_ANY(agent, programs) || holds_language(agent) ||
        holds_address(agent) || holds_ends(agent))
        return true;
    if (strncmp(agent, "mozilla/", strlen("mozilla/")) == 0 &&
        strchr(agent, '('))
        return is_only_compatible(agent);
    /* A name, maybe more of them, and no word about what it runs on. */
    return !strchr(agent, '(') && !HOLDS_ANY(agent, browsers) &&
           !begins_with_maker(agent);
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
