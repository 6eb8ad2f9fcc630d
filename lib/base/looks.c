#include "base/looks.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"

static bool is_between(char c)
{
    return c && strchr(" -_.+", c);
}

static char upper(char c)
{
    return (char)toupper((unsigned char)c);
}

static bool is_in(char c, const char *letters)
{
    return text_is_letter(c) && strchr(letters, upper(c));
}

/* So many letters and digits stand at the start; max + 1 for more. */
static size_t word_size(const char *s, size_t n, size_t max)
{
    size_t i = 0;

    while (i < n && i <= max && text_is_alnum(s[i]))
        i++;
    return i;
}

static bool ends_word(const char *s, size_t n, size_t at)
{
    return at == n || (at < n && !text_is_alnum(s[at]));
}

/* Up to max characters that may stand between parts. */
static size_t gap_size(const char *s, size_t n, size_t max)
{
    size_t i = 0;

    while (i < n && i < max && is_between(s[i]))
        i++;
    return i;
}

/* "EX1", "W1A", "EC1A": n letters and digits. */
static bool is_outward(const char *s, size_t n)
{
    if (n == 3 && strncasecmp(s, "GIR", 3) == 0)
        return true;
    if (n < 2 || n > 4 || !is_in(s[0], "ABCDEFGHIJKLMNOPRSTUWYZ"))
        return false;
    if (text_is_digit(s[1]))
        return n == 2 || (n == 3 && (text_is_digit(s[2]) ||
                                     is_in(s[2], "ABCDEFGHJKPSTUW")));
    return is_in(s[1], "ABCDEFGHKLMNOPQRSTUVWXY") && n > 2 &&
           text_is_digit(s[2]) &&
           (n == 3 || text_is_digit(s[3]) || is_in(s[3], "ABEHMNPRVWXY"));
}

static bool is_inward(const char *s)
{
    static const char letters[] = "ABDEFGHJLNPQRSTUWXYZ";

    return text_is_digit(s[0]) && is_in(s[1], letters) && is_in(s[2], letters);
}

size_t looks_postcode(const char *s, size_t n)
{
    enum { INWARD = 3, LONGEST = 7, GAP = 2 };
    size_t first = word_size(s, n, LONGEST), gap, at;

    if (first > 4 && first <= LONGEST && is_outward(s, first - INWARD) &&
        is_inward(s + first - INWARD))
        return first;
    gap = first < n ? gap_size(s + first, n - first, GAP) : 0;
    at = first + gap;
    if (!gap || first > 4 || !is_outward(s, first) || n - at < INWARD ||
        !is_inward(s + at) || !ends_word(s, n, at + INWARD))
        return 0;
    return at + INWARD;
}

size_t looks_ni_number(const char *s, size_t n)
{
    enum { SIZE = 9 };
    static const char *const never[] = {"BG", "GB", "KN", "NK",
                                        "NT", "TN", "ZZ"};
    char c[SIZE + 1] = "";
    size_t i = 0, len = 0, k;

    for (; i < n && len < SIZE; i++) {
        if (text_is_alnum(s[i]))
            c[len++] = upper(s[i]);
        else if (!is_between(s[i]) || !text_is_alnum(s[i - 1]))
            return 0;
    }
    if (len < SIZE || !ends_word(s, n, i) ||
        !is_in(c[0], "ABCEGHJKLMNOPRSTWXYZ") ||
        !is_in(c[1], "ABCEGHJKLMNPRSTWXYZ") || !is_in(c[SIZE - 1], "ABCD"))
        return 0;
    for (k = 2; k < SIZE - 1; k++)
        if (!text_is_digit(c[k]))
            return 0;
    for (k = 0; k < sizeof(never) / sizeof(never[0]); k++)
        if (memcmp(c, never[k], 2) == 0)
            return 0;
    return i;
}

size_t looks_uuid(const char *s, size_t n)
{
    enum { SIZE = 36 };
    size_t i;

    if (n < SIZE || !ends_word(s, n, SIZE))
        return 0;
    for (i = 0; i < SIZE; i++) {
        bool dash = i == 8 || i == 13 || i == 18 || i == 23;

        if (dash ? s[i] != '-' : !isxdigit((unsigned char)s[i]))
            return 0;
    }
    return SIZE;
}

size_t looks_vehicle(const char *s, size_t n)
{
    enum { FRONT = 4, BACK = 3 };
    size_t gap, i;

    if (n < FRONT + BACK || !text_is_letter(s[0]) || !text_is_letter(s[1]) ||
        !text_is_digit(s[2]) || !text_is_digit(s[3]))
        return 0;
    gap = s[FRONT] == ' ' || s[FRONT] == '+';
    for (i = FRONT + gap; i < FRONT + gap + BACK; i++)
        if (i >= n || !text_is_letter(s[i]))
            return 0;
    return ends_word(s, n, i) ? i : 0;
}

/* The month that a word of n letters names, 1 to 12, or 0. */
static int month_of(const char *s, size_t n)
{
    static const char *const months[] = {
        "january", "february", "march",     "april",   "may",      "june",
        "july",    "august",   "september", "october", "november", "december"};
    size_t i;

    for (i = 0; i < sizeof(months) / sizeof(months[0]); i++)
        if ((n == 3 || n == strlen(months[i]) || (n == 4 && i == 8)) &&
            strncasecmp(s, months[i], n) == 0)
            return (int)i + 1;
    return 0;
}

/* "1", "31", "1st"; how many bytes. */
static size_t day_size(const char *s, size_t n)
{
    static const char *const ends[] = {"st", "nd", "rd", "th"};
    size_t size = word_size(s, n, 4), digits = 0, i;
    int day = 0;

    while (digits < size && text_is_digit(s[digits]))
        day = 10 * day + (s[digits++] - '0');
    if (digits == 0 || digits > 2 || day < 1 || day > 31)
        return 0;
    if (digits == size)
        return size;
    for (i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
        if (size == digits + 2 && strncasecmp(s + digits, ends[i], 2) == 0)
            return size;
    return 0;
}

static size_t month_size(const char *s, size_t n)
{
    size_t size = word_size(s, n, 9);

    return month_of(s, size) ? size : 0;
}

static size_t year_size(const char *s, size_t n)
{
    size_t size = word_size(s, n, 4), i;

    for (i = 0; i < size; i++)
        if (!text_is_digit(s[i]))
            return 0;
    return size == 2 || size == 4 ? size : 0;
}

static size_t date_gap(const char *s, size_t n)
{
    size_t i = 0;

    while (i < n && i < 2 && (is_between(s[i]) || s[i] == ',' || s[i] == '/'))
        i++;
    return i;
}

size_t looks_date_in_words(const char *s, size_t n)
{
    bool month_first = month_size(s, n) > 0;
    size_t (*const parts[])(const char *, size_t) = {
        month_first ? month_size : day_size,
        month_first ? day_size : month_size, year_size};
    size_t at = 0, i;

    for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        size_t gap = i ? date_gap(s + at, n - at) : 0, size;

        if (i && !gap)
            return 0;
        at += gap;
        if (i == 1 && n - at > 3 && strncasecmp(s + at, "of", 2) == 0 &&
            is_between(s[at + 2]))
            at += 3;
        size = parts[i](s + at, n - at);
        if (!size)
            return 0;
        at += size;
    }
    return at;
}

bool looks_telephone(const char *digits, size_t n)
{
    const char *end = digits + n;

    if (n > 2 && memcmp(digits, "00", 2) == 0)
        digits += 2;
    if (end - digits > 3 && memcmp(digits, "44", 2) == 0) {
        digits += digits[2] == '0' ? 3 : 2; /* "+44 (0)1632" */
        return *digits != '0' && (end - digits == 9 || end - digits == 10);
    }
    n = (size_t)(end - digits);
    return (n == 10 || n == 11) && digits[0] == '0' && digits[1] != '0';
}

bool looks_nhs_number(const char *digits, size_t n)
{
    enum { SIZE = 10 };
    int sum = 0, check;
    size_t i;

    if (n != SIZE)
        return false;
    for (i = 0; i < SIZE - 1; i++)
        sum += (SIZE - (int)i) * (digits[i] - '0');
    check = 11 - sum % 11;
    return check != 10 && check % 11 == digits[SIZE - 1] - '0';
}
