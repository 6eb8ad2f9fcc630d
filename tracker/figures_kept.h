/*
 * figures_kept.h - answers of figures that still hold, to be given again.
 *
 * An answer holds as long as nobody has written and no limit it depends on
 * has passed: for one instant and all that follow until another, it is the
 * same to the digit.  So it is made once, however often it is asked for.
 * Kept are those of a tracker that only reads; of trails (several segments at
 * once) none holds for longer than its instant.  Belongs to the tracker's
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

/* In the transaction in which figures_kept_find() said where: the answer that
 * was made there. */
void figures_kept_add(struct tracker *t, const struct figures_query *q,
                      const struct figures *f);

void figures_kept_release(struct tracker *t);

#endif
