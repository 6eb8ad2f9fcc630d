/*
 * evidence.h - what the door noted of the sender of an event.
 *
 * Only browsers without a key leave evidence, and only these bits of it: the
 * header they are taken from is never kept.  What follows from them for an
 * attempt: apart.h.
 */
#ifndef TRACKER_EVIDENCE_H
#define TRACKER_EVIDENCE_H

#include <stdbool.h>

/* Stored: new ones go to the end. */
enum evidence_bit {
    EVIDENCE_BROWSER = 1 << 0,  /* a browser's, with its own time */
    EVIDENCE_AGENT = 1 << 1,    /* its User-Agent is a program's */
    EVIDENCE_PREFETCH = 1 << 2, /* fetched before anybody asked for it */
    EVIDENCE_BURST = 1 << 3,    /* began an attempt during a burst */
    EVIDENCE_HELD = 1 << 4,     /* in quarantine where it was exported */
    EVIDENCE_ALL = (1 << 5) - 1
};

/* As an export says it: words with a space between, in EVIDENCE_TEXT bytes. */
enum { EVIDENCE_TEXT = 64 };
void evidence_text(unsigned evidence, char ret_text[EVIDENCE_TEXT]);

/* false: text (or NULL) is not what evidence_text() writes. */
bool evidence_read(const char *text, unsigned *ret_evidence);

#endif
