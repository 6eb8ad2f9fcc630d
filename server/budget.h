/*
 * budget.h - how many events one network may send without a key.
 *
 * So that a loop in one page, or a prankster, cannot drown a council's
 * figures: a network (an IPv4 address, an IPv6 /64) has a bucket of
 * BUDGET_EVENTS, which fills again by BUDGET_PER_S each second.  In memory
 * only, as keyed hashes, and forgotten with the process.  A full table lets
 * the network go that was quiet longest.  Shared by all workers.
 */
#ifndef SERVER_BUDGET_H
#define SERVER_BUDGET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { BUDGET_EVENTS = 5000, BUDGET_PER_S = 100 };

struct budgets;

struct budgets *budgets_new(void);
void budgets_free(struct budgets *b);

/* Take n events out of the network's bucket.  false: there are not so many,
 * none is taken, and *ret_wait_s says when there will be. */
bool budgets_take(struct budgets *b, uint64_t network, size_t n, int64_t now_ms,
                  int *ret_wait_s);

#endif
