/*
 * sketch.h - quantiles of durations from counts in buckets.
 *
 * DDSketch (Masson, Rim and Lee, "DDSketch: A Fast and Fully-Mergeable
 * Quantile Sketch with Relative-Error Guarantees", VLDB 2019): bucket i + 1
 * holds the durations in (g^(i-1), g^i] ms with g = (1 + a) / (1 - a), and
 * answers with 2 g^i / (g + 1), which is within a of every one of them.
 * a = 0.04.  Bucket 0 holds those of no time.  Merging is adding counts.
 */
#ifndef TRACKER_SKETCH_H
#define TRACKER_SKETCH_H

#include <stddef.h>
#include <stdint.h>

#include "tracker/bag.h"

#define SKETCH_ERROR 0.04

uint32_t sketch_bucket(int64_t ms);
int64_t sketch_value_ms(uint32_t bucket);

/* The share q (0 to 1) of the durations at a step, by nearest rank; -1 where
 * there are none. */
int64_t sketch_quantile_ms(const struct bag *b, size_t step, double q);

/* How many durations there are at a step. */
int64_t sketch_count(const struct bag *b, size_t step);

#endif
