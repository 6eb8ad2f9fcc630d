// html.mjs - the Nu Html Checker, run once over every page kept.

import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { basename } from 'node:path';

const jar = createRequire(import.meta.url).resolve('vnu-jar/build/dist/vnu.jar');

// Gives a map from the name of each file to the problems in it.
export function html_problems(files) {
  const options = ['--stdout', '--format', 'json', '--exit-zero-always'];
  const run = spawnSync('java', ['-Xss4m', '-jar', jar, ...options, ...files], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  if (run.status !== 0)
    throw new Error(`the HTML validator ended with ${run.status ?? run.error}: ${run.stderr}`);
  const problems = new Map(files.map((file) => [basename(file), []]));
  for (const { url, message, lastLine, extract = '' } of JSON.parse(run.stdout).messages) {
    const of_file = problems.get(basename(new URL(url).pathname));
    of_file.push(`line ${lastLine}: ${message} ${JSON.stringify(extract)}`);
  }
  return problems;
}
