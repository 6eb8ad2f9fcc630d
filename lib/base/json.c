#include "base/json.h"

#include <stdbool.h>
#include <string.h>

#include "base/json_scratch.h"
#include "base/text.h"

int json_depth(const char *s, size_t n)
{
    int depth = 0, deepest = 0;
    bool in_string = false;
    size_t i;

    for (i = 0; i < n; i++) {
        if (in_string) {
            if (s[i] == '\\')
                i++;
            else if (s[i] == '"')
                in_string = false;
        } else if (s[i] == '"') {
            in_string = true;
        } else if (s[i] == '{' || s[i] == '[') {
            if (++depth > deepest)
                deepest = depth;
        } else if (s[i] == '}' || s[i] == ']') {
            depth--;
        }
    }
    return deepest;
}

static void release(void *json)
{
    json_decref(json);
}

void json_own(struct arena *a, json_t *json)
{
    if (!json_scratch_holds(json)) /* it may be written over by then */
        arena_own(a, release, json);
}

enum err json_read(struct arena *a, const char *s, size_t n, int depth_max,
                   json_t **ret_json, const char **ret_reason)
{
    static const char mark[] = "\xEF\xBB\xBF";
    size_t skip = n >= 3 && memcmp(s, mark, 3) == 0 ? 3 : 0;
    json_error_t fault;
    json_t *json;

    if (json_depth(s, n) > depth_max) {
        *ret_reason = arena_printf(a, "nests deeper than %d", depth_max);
        return ERR_INVALID;
    }
    json = json_loadb(s + skip, n - skip, JSON_REJECT_DUPLICATES, &fault);
    if (!json) {
        *ret_reason = arena_printf(
            a, "is not valid JSON at line %d, column %d: %s", fault.line,
            fault.column, text_shown(a, fault.text, strlen(fault.text)));
        return ERR_INVALID;
    }
    json_own(a, json);
    *ret_json = json;
    return OK;
}
