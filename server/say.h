/*
 * say.h - what commands tell people, on standard output and standard error.
 *
 * As printf(), but that no byte from a definition, a log or a file's name can
 * steer a terminal: control characters other than line feed and tab, C1's in
 * UTF-8 too, become '?', as do bytes that are no UTF-8.  What programs read
 * (JSON, exports, drawings) is written as it is, without this.
 */
#ifndef SERVER_SAY_H
#define SERVER_SAY_H

#include <stdarg.h>
#include <stdio.h>

#include "base/error.h"

void say(const char *fmt, ...) PRINTF_LIKE(1, 2);
void say_error(const char *fmt, ...) PRINTF_LIKE(1, 2);
void say_to(FILE *to, const char *fmt, va_list args);

#endif
