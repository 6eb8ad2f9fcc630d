/*
 * figures_kept.h - answers of figures that still hold, to be given again.
 *
 * An answer holds as long as nobody has written and no limit it depends on
 * has passed: for one instant and all that follow until another, it is the
 * same to the digit.  So it is made once, however often it is asked for.
 * Kept are those of a tracker that only reads; none of trails (several segments
 * at once), for it holds for its instant only.  Belongs to the tracker's
 * thread.
 */
#ifndef TRACKER_FIGURES_KEPT_H
#define TRACKER_FIGURES_KEPT_H

#include "tracker/folder.h"

/* All that a tracker keeps; past it, all of them are let go of. */
enum { FIGURES_KEPT_BYTES = 2 * 1024 * 1024 };

/*
 * In a transaction, or while folder_is_current().  true: *ret_figures is the
 * answer, held for as long as a is.  Otherwise it is to be made in *ret_arena,
 * which may be a itself.
 */
bool figures_kept_find(struct tracker *t, struct arena *a,
                       const struct figures_query *q,
                       struct figures *ret_figures, struct arena **ret_arena);

/* The answer, as of that instant, to the question that figures_kept_find() was
 * asked last and gave an arena of its own for; in the same transaction. */
void figures_kept_add(struct tracker *t, int64_t now_ms,
                      const struct figures *f);

void figures_kept_release(struct tracker *t);

#endif
