/*
 * static_stamp.h - a digest of all that a built site is made of.
 *
 * The program (its templates, stylesheets, documentation and entries are in
 * it), every file of the folders named, by path, size and times, and the day.
 */
#ifndef SERVER_STATIC_STAMP_H
#define SERVER_STATIC_STAMP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/digest.h"

/*
 * folders ends with NULL; one that is not there is empty.  false: it cannot be
 * said (something cannot be read), or a file has changed within the last
 * moments, in which another change of it would leave the same times.
 */
bool static_stamp(const char *const *folders, int32_t day,
                  struct digest *ret_stamp);

#endif
