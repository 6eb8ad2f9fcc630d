// report.mjs - what the page tests say: one line a test, and the sums at the end.

import { setTimeout as pause } from 'node:timers/promises';

const patience_ms = 600_000; // the machine may be busy
const counts = { passed: 0, failed: 0, skipped: 0 };

export const heading = (text) => console.log(`# ${text}`);

export function skip(name, why) {
  counts.skipped++;
  console.log(`ok ${name} # SKIP ${why}`);
}

// A test holds when it finds no problem: a list of sentences.
export function result(name, problems) {
  if (problems.length === 0) {
    counts.passed++;
    console.log(`ok ${name}`);
    return;
  }
  counts.failed++;
  console.log(`not ok ${name}: ${problems.length} found`);
  for (const problem of problems.slice(0, 12)) console.log(`    ${problem}`);
  if (problems.length > 12) console.log(`    ... and ${problems.length - 12} more`);
}

// Runs one check; one that breaks, or does not end, has failed.
export async function test(name, check) {
  const late = pause(patience_ms, [`it did not end in ${patience_ms / 1000} seconds`], { ref: false });
  let problems;
  try {
    problems = await Promise.race([check(), late]);
  } catch (error) {
    problems = [`the check itself broke: ${error.stack}`];
  }
  result(name, problems);
}

export function close() {
  const { passed, failed, skipped } = counts;
  console.log(`page tests: ${passed} passed, ${failed} failed, ${skipped} skipped`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}
