#include "patterns/origin.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/json_scratch.h"
#include "base/text.h"

enum err origin_refuse(const struct origin *o, int line, const char *fmt, ...)
{
    char message[300], *at;
    va_list args;

    va_start(args, fmt);
    text_format(message, sizeof(message), fmt, args);
    va_end(args);
    for (at = message; *at; at++) /* their words keep to the line */
        if ((unsigned char)*at < 0x20 || *at == 0x7F)
            *at = '?';
    problems_add(o->problems, arena_printf(o->arena, "%s:%d", o->file, line),
                 "%s", message);
    return ERR_INVALID;
}

/* "\b", "\u001b" and their like in a text of JSON; NULL: it has none. */
static const char *find_control(const char *text, size_t n)
{
    const char *at = text, *end = text + n;

    for (; (at = memchr(at, '\\', (size_t)(end - at))); at += 2) {
        bool is_code = text_starts(at + 1, "u00");
        char hex[] = {is_code ? at[4] : '2', is_code ? at[5] : '0', '\0'};
        char c = (char)strtol(hex, NULL, 16);

        if (at[1] == 'b' || text_before_control(&c, 1, TEXT_CONTROLS) == 0)
            return at;
    }
    return NULL;
}

enum err origin_json(const struct origin *o, const char *text, size_t n,
                     json_t **ret_json)
{
    bool was_on = json_scratch_pause(); /* whoever asked may keep it */
    json_error_t fault;
    const char *control;
    json_t *json =
        json_loadb(text, n, o->theirs ? 0 : JSON_REJECT_DUPLICATES, &fault);

    json_scratch_resume(was_on);
    if (!json)
        return origin_refuse(o, fault.line, "is not valid JSON: %s",
                             fault.text);
    json_own(o->arena, json);
    control = o->theirs ? NULL : find_control(text, n);
    if (control)
        return origin_refuse(o, text_line(text, control),
                             "a text holds a control character, which nobody "
                             "sees: take it out");
    *ret_json = json;
    return OK;
}
