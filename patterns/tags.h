/*
 * tags.h - the tags and texts of a piece of HTML, one after the other.
 *
 * A scanner, not a parser: it says what is written, in order, and repairs
 * nothing, because what is written is what people copy.  It takes any bytes,
 * ends, and looks at each a bounded number of times.
 *
 *   - A tag is "<" and a letter, to the next ">" that no quotes hold; "<" with
 *     anything else behind it is text.
 *   - Comments, "<!…>" and "<?…>" are left out, and so is what stands in
 *     <script> and <style>.
 *   - Names come in lower case.  Of the character references the common ones
 *     are made characters (tags_text, tag_attribute); others stay as they are.
 */
#ifndef PATTERNS_TAGS_H
#define PATTERNS_TAGS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

enum { TAG_NAME_MAX = 24 };

enum tag_kind { TAG_TEXT, TAG_OPEN, TAG_CLOSE };

struct tag {
    enum tag_kind kind;
    char name[TAG_NAME_MAX]; /* cut, if it is longer */
    const char *at;          /* the text, or the attributes; n bytes */
    size_t n;
    int line; /* on which it begins */
};

struct tags {
    const char *at, *end;
    int line;
};

/* line: that of the first byte. */
void tags_init(struct tags *t, const char *html, size_t n, int line);

/* false: there is no more. */
bool tags_next(struct tags *t, struct tag *ret_tag);

/* A text with its character references made characters, in the arena. */
const char *tags_text(struct arena *a, const char *s, size_t n);

/* Where an attribute stands: it and the space before it, its name, and its
 * value as it is written, value_n bytes; value NULL: it has none. */
struct tag_part {
    const char *from, *past, *name, *value;
    size_t name_n, value_n;
};

/* The next attribute behind that one; the first, where it is all zeros.  false:
 * there are no more. */
bool tag_next_part(const struct tag *tag, struct tag_part *part);

/* false: the tag has no such attribute. */
bool tag_find(const struct tag *tag, const char *name, struct tag_part *ret);

/* The value of an attribute, in the arena: "" where it has none; NULL where
 * the tag has no such attribute. */
const char *tag_attribute(struct arena *a, const struct tag *tag,
                          const char *name);

/* Is it one that src gives a picture: <img>, <input type="image">? */
bool tag_is_picture(struct arena *a, const struct tag *tag);

#endif
