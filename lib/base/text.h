/* text.h - small questions about bytes that came from outside. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"

/* Well-formed UTF-8 (RFC 3629) without NUL. */
bool text_is_utf8(const char *s, size_t n);

/* The same on one line: no control character either. */
bool text_is_line(const char *s, size_t n);

/* Of such a text its characters, as Unicode counts them. */
size_t text_characters(const char *s, size_t n);

/* Bytes before the first control character that is none of those; n: it has
 * none. */
size_t text_before_control(const char *s, size_t n, const char *but);

/* The control characters that a text may hold. */
#define TEXT_CONTROLS "\t\n\r\f"

/* What Windows calls Unicode: two bytes to a letter, with a mark or without. */
bool text_is_utf16(const char *s, size_t n);

/* Whether a whole file is a text: UTF-8, of control characters only those
 * above.  NULL: it is; of another what its first bad byte is and in which
 * column it stands, for people, in the arena, and its line from 1. */
const char *text_file_fault(struct arena *a, const char *s, size_t n,
                            int *ret_line);

/* As files are kept here: without a byte order mark, and lines that end in
 * "\r\n" or "\r" end in "\n".  In place; returns the bytes that are left, with
 * a NUL behind them where any went. */
size_t text_tidy(char *s, size_t n);

/* [a-z0-9-], 1 to 64 bytes: what an id, a field key or a rule code is. */
bool text_is_key(const char *s, size_t n);

/* [A-Za-z0-9._-], 1 to 64 bytes: what a language, a release or a variant is
 * called. */
bool text_is_word(const char *s, size_t n);

/* Of ASCII, whatever the locale. */
static inline bool text_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static inline bool text_is_letter(char c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

static inline bool text_is_alnum(char c)
{
    return text_is_digit(c) || text_is_letter(c);
}

/* How often a character is among n bytes. */
size_t text_times(const char *s, size_t n, char c);

/* The line, from 1, on which at stands in the text that begins at from. */
int text_line(const char *from, const char *at);

/* A key made of a title: "Pay fine (1)" becomes "pay-fine-1"; never empty. */
char *text_slug(struct arena *a, const char *title);

/* The whole of s as a decimal integer between the bounds. */
MUST_USE enum err text_int(const char *s, size_t n, int64_t min, int64_t max,
                           int64_t *ret_value);

bool text_starts(const char *s, const char *prefix);
bool text_ends(const char *s, const char *suffix);

/* Lower-case hex; ret_hex has room for 2 * n + 1. */
void text_hex(const unsigned char *bytes, size_t n, char *ret_hex);
MUST_USE enum err text_unhex(const char *hex, size_t n,
                             unsigned char *ret_bytes);

/* Bytes at the start of s that are shown as they are in a message: control
 * characters and bytes that are no UTF-8 become '?', long text is cut. */
char *text_shown(struct arena *a, const char *s, size_t n);

/* As vsnprintf(), of UTF-8 and cut between two characters. */
void text_format(char *to, size_t size, const char *fmt, va_list args);

/* "a, b" of "a" and "b" with ", " between them; only "b" where all is "".  In
 * the arena; all grows by copying, so it is for lists that have a lid. */
const char *text_join(struct arena *a, const char *all, const char *separator,
                      const char *more);

/* The same of a whole list. */
const char *text_list(struct arena *a, const char *separator, const char **at,
                      size_t n);

/* "1,234,567" for people. */
char *text_count(struct arena *a, int64_t n);

/* One behind the other: TEXT_CONCAT(a, n, " of ", m). */
char *text_concat(struct arena *a, const char *const *texts, size_t n);
#define TEXT_CONCAT(a, ...)                                                    \
    text_concat((a), (const char *const[]){__VA_ARGS__},                       \
                sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

#endif
