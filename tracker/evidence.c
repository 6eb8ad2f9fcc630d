#include "tracker/evidence.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

static const char *const words[] = {"browser", "agent", "prefetch", "burst",
                                    "held"};

enum { WORDS = sizeof(words) / sizeof(words[0]) };

void evidence_text(unsigned evidence, char ret_text[EVIDENCE_TEXT])
{
    size_t i, n = 0;

    ret_text[0] = '\0';
    for (i = 0; i < WORDS; i++)
        if (evidence & 1U << i)
            n += (size_t)snprintf(ret_text + n, EVIDENCE_TEXT - n, "%s%s",
                                  n ? " " : "", words[i]);
}

/* The word it begins with, which is taken off. */
static unsigned take_word(const char **text)
{
    size_t i, n = strcspn(*text, " ");

    for (i = 0; i < WORDS; i++)
        if (strlen(words[i]) == n && memcmp(words[i], *text, n) == 0)
            break;
    *text += n + ((*text)[n] == ' ');
    return i < WORDS ? 1U << i : 0;
}

bool evidence_read(const char *text, unsigned *ret_evidence)
{
    const char *rest = text ? text : "";
    unsigned evidence = 0, one = 1;
    char written[EVIDENCE_TEXT];

    while (*rest && one)
        evidence |= one = take_word(&rest);
    evidence_text(evidence, written);
    if (!evidence || !one || strcmp(written, text) != 0)
        return false;
    *ret_evidence = evidence;
    return true;
}
