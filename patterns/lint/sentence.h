/*
 * sentence.h - where a sentence ends, and how many words it has.
 *
 * A sentence ends at ".", "!", "?" or "…", with any quotes and brackets that
 * close behind it, before a space or the end of the text.  It does not end at
 * a stop before a small letter ("approx. ten"), behind an abbreviation of a
 * short list ("Dr. Jones", "e.g. a bin") or one capital ("J. Smith"); a stop
 * within a number or name ("3.5", "GOV.UK") has no space behind it.
 *
 * A word is what stands between spaces and has a letter or digit in it.  A web
 * address is none, nor is SENTENCE_CODE, which stands for a piece of code.
 */
#ifndef PATTERNS_LINT_SENTENCE_H
#define PATTERNS_LINT_SENTENCE_H

#include <stdbool.h>
#include <stddef.h>

enum { SENTENCE_CODE = '\1', SENTENCE_WORDS_MAX = 25 };

/* Bytes of the first sentence of s, without the spaces behind it. */
size_t sentence_size(const char *s, size_t n);

size_t sentence_words(const char *s, size_t n);

/* A web address, "www." or one in a form like name@example.com? */
bool word_is_address(const char *s, size_t n);

/* Bytes of the character at s, if it can be part of a word: a letter or a
 * digit of any script; else 0. */
size_t word_letter(const char *s, size_t n);

#endif
