/*
 * looks.h - what short texts about people look like.
 *
 * Each function is given a place where a word begins (no letter or digit stands
 * before it) and says how many bytes from there on are of its kind, or 0.  What
 * it finds ends where a word ends.  Upper and lower case are the same; a blank,
 * "-", "_", "." or "+" may stand between parts.  None looks further than
 * LOOKS_MAX bytes.
 */
#ifndef BASE_LOOKS_H
#define BASE_LOOKS_H

#include <stdbool.h>
#include <stddef.h>

enum { LOOKS_MAX = 40 };

typedef size_t looks(const char *s, size_t n);

/* A whole one, "EX1 1AA" or "ex11aa"; the letters as Royal Mail gives them
 * out.  "EX1" alone is an area, and passes. */
looks looks_postcode;

/* National Insurance: two letters that may begin one, six digits, A to D. */
looks looks_ni_number;

looks looks_uuid;

/* A registration since 2001, "AB12 CDE" or "ab12cde". */
looks looks_vehicle;

/* A day with its month in words, "1st of January 1990", "jan-1-90". */
looks looks_date_in_words;

/* Digits alone, as they are left when everything else is taken out. */
bool looks_telephone(const char *digits, size_t n);  /* with its 0 or 44 */
bool looks_nhs_number(const char *digits, size_t n); /* the last one checks */

#endif
