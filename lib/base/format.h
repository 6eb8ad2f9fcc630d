/* format.h - formats that only put texts together, as most of ours do. */
#ifndef BASE_FORMAT_H
#define BASE_FORMAT_H

#include <stdarg.h>
#include <stddef.h>

/* What printf would write of fmt, without the NUL, to a place of that size; to
 * NULL: only the size.  SIZE_MAX: it has something else in it than %s, and
 * printf is to be asked.  Five times as fast as that. */
size_t format_texts(char *to, const char *fmt, va_list args);

#endif
