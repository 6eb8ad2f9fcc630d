/*
 * agent.h - whether a User-Agent is a program's, not a person's browser.
 *
 * By what programs have in common, not by a list of them: they name an
 * address where they are explained, a library, what they do; or they are no
 * browser's at all.  Looked at while the request is under way, never kept.
 */
#ifndef SERVER_AGENT_H
#define SERVER_AGENT_H

#include <stdbool.h>

enum { AGENT_LOOKED_AT = 1024 }; /* bytes of it */

/* NULL and "" are: every browser says something. */
bool agent_is_program(const char *user_agent);

#endif
