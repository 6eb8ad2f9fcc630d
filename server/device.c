#include "server/device.h"

#include <string.h>

/* The first that is found decides. */
static const struct {
    const char *word;
    enum device device;
} words[] = {
    {"bot", DEVICE_OTHER},          {"Bot", DEVICE_OTHER},
    {"spider", DEVICE_OTHER},       {"TV", DEVICE_OTHER},
    {"PlayStation", DEVICE_OTHER},  {"Xbox", DEVICE_OTHER},
    {"iPad", DEVICE_TABLET},        {"Tablet", DEVICE_TABLET},
    {"Silk/", DEVICE_TABLET},       {"Kindle", DEVICE_TABLET},
    {"Mobi", DEVICE_MOBILE},        {"iPhone", DEVICE_MOBILE},
    {"iPod", DEVICE_MOBILE},        {"Opera Mini", DEVICE_MOBILE},
    {"Android", DEVICE_TABLET}, /* phones say Mobile */
    {"Windows NT", DEVICE_DESKTOP}, {"Macintosh", DEVICE_DESKTOP},
    {"CrOS", DEVICE_DESKTOP},       {"X11", DEVICE_DESKTOP},
};

enum device device_of(const char *user_agent)
{
    size_t i;

    if (!user_agent || !*user_agent)
        return DEVICE_NONE;
    for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        if (strstr(user_agent, words[i].word))
            return words[i].device;
    return DEVICE_OTHER;
}
