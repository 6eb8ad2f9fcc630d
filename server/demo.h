/*
 * demo.h - the made-up attempts of the demonstration council.
 *
 * Ninety days that end the day before `today`, the same attempts every time
 * (a seeded generator; only the days move).  What it draws from is one table
 * in demo.c: at each step, how likely a person is to be refused, to go back,
 * to save, to telephone, to leave, and how long they take.
 */
#ifndef SERVER_DEMO_H
#define SERVER_DEMO_H

#include <stdint.h>
#include <stdio.h>

#include "base/error.h"
#include "base/time.h"

enum { DEMO_DAYS = 90 };

/* Write the events as NDJSON of the event protocol, in order of time within
 * each attempt.  ERR_IO. */
MUST_USE enum err demo_write(FILE *to, const struct zone *zone, int32_t today);

#endif
