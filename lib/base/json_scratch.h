/*
 * json_scratch.h - JSON values that are made for one answer and go with it.
 *
 * A page's model is hundreds of small values.  Between begin and end those a
 * thread makes lie side by side in memory of its own, and to free one does
 * nothing; begin forgets them all.  So none may outlive the answer, but those
 * made during a pause, which are like any others.
 */
#ifndef BASE_JSON_SCRATCH_H
#define BASE_JSON_SCRATCH_H

#include <stdbool.h>

/* Once, before other threads are there. */
void json_scratch_set_up(void);

/* Nothing where it was not set up. */
void json_scratch_begin(void);
void json_scratch_end(void);

/* Whether that value goes with the answer. */
bool json_scratch_holds(const void *json);

/* For what is kept, as a definition read on first use is: pause returns what
 * resume is to be told. */
bool json_scratch_pause(void);
void json_scratch_resume(bool was_on);

#endif
