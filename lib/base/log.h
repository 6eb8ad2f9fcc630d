/* log.h - one line on standard error for whoever runs the program. */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "base/error.h"

/* "waymark: " and the text; control characters in it become '?'.  The same text
 * is told once a minute, with how often it would have been.  Any thread. */
void log_line(const char *fmt, ...) PRINTF_LIKE(1, 2);

#endif
