#include "web/host.h"

#include <arpa/inet.h>
#include <string.h>
#include <strings.h>

bool host_is_name(const char *name)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyz"
                                  "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-";
    size_t n = strlen(name);

    return n > 0 && n <= HOST_MAX && strspn(name, allowed) == n;
}

/* The name alone, without port, brackets and the dot that may end it. */
static bool name_of(const char *host, char ret_name[HOST_MAX + 1])
{
    bool six = *host == '[';
    size_t n = strcspn(host += six, six ? "]" : ":");

    if (n == 0 || n > HOST_MAX || (six && host[n] != ']'))
        return false;
    n -= !six && host[n - 1] == '.';
    memcpy(ret_name, host, n);
    ret_name[n] = '\0';
    return true;
}

static bool is_address(const char *name)
{
    unsigned char bytes[sizeof(struct in6_addr)];

    return inet_pton(AF_INET, name, bytes) == 1 ||
           inet_pton(AF_INET6, name, bytes) == 1;
}

bool host_is_ours(const struct hosts *hosts, const char *host)
{
    char name[HOST_MAX + 1];
    size_t i;

    if (!name_of(host, name))
        return false;
    if (is_address(name) || strcasecmp(name, "localhost") == 0)
        return true;
    for (i = 0; i < hosts->n; i++)
        if (strcasecmp(name, hosts->at[i]) == 0)
            return true;
    return false;
}
