/* marks.h - the small signs in BPMN's shapes, as paths of SVG in a
 * square of 18 by 18.  Drawn by us after the standard's descriptions. */
#ifndef PATTERNS_PROCESS_MARKS_H
#define PATTERNS_PROCESS_MARKS_H

#include "patterns/process/process.h"

/* In the left upper corner of a task; NULL: none.  solid: it is filled. */
const char *task_mark(enum process_kind kind, bool *ret_solid);

/* In the middle of an event; NULL: none.  An event that throws has it filled.
 */
const char *event_mark(enum process_mark mark);

/* In the middle of a gateway; NULL: none. */
const char *gateway_mark(enum process_kind kind);

#endif
