/* format.h - formats that only put texts together, as most of ours do. */
#ifndef BASE_FORMAT_H
#define BASE_FORMAT_H

#include <stdarg.h>
#include <stddef.h>

/* What printf would write of fmt, without the NUL, to a place of that room, and
 * its size; where that is more than the room, what was written is of no use.
 * SIZE_MAX: it has something else in it than %s, and printf is to be asked.
 * Five times as fast as that. */
size_t format_texts(char *to, size_t room, const char *fmt, va_list args);

#endif
