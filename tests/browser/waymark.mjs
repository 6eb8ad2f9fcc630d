// waymark.mjs - a Waymark with its demonstration or other data, on a port of
// its own.

import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const program = process.env.WAYMARK ?? 'build/waymark';
const patience_ms = 60_000;

function run(data, ...words) {
  const done = spawnSync(program, ['--data', data, ...words], { encoding: 'utf8' });
  if (done.status !== 0)
    throw new Error(`${program} ${words.join(' ')} ended with ${done.status ?? done.error}: ${done.stderr}`);
  return done.stdout;
}

// The one file a server makes outside its data folder (server/salt.h).
function salt_of(data) {
  const { dev, ino } = statSync(data);
  return `/dev/shm/waymark-${dev.toString(16)}-${ino.toString(16)}.salt`;
}

// Gives { origin, data, run, stop }.  fill() is given run(), which runs a
// command on the data and gives what it prints, and the folder for its files.
// stop() ends it and says which problems that showed.
export async function start_waymark(fill = (run) => run('demo')) {
  const folder = mkdtempSync(join(tmpdir(), 'waymark-pages-'));
  const data = join(folder, 'data');
  const on_data = (...words) => run(data, ...words);
  fill(on_data, folder);

  const port_file = join(folder, 'port');
  const server = spawn(
    program,
    ['--data', data, 'serve', '--listen', '127.0.0.1:0', '--port-file', port_file],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let said = '';
  server.stdout.on('data', (text) => (said += text));
  server.stderr.on('data', (text) => (said += text));
  const ended = new Promise((resolve) => server.on('exit', (code, signal) => resolve(code ?? signal)));

  const port = await port_from(port_file, server, () => said);
  return {
    origin: `http://127.0.0.1:${port}`,
    data,
    run: on_data,
    async stop() {
      server.kill('SIGTERM');
      const how = await Promise.race([ended, pause(patience_ms, 'not at all', { ref: false })]);
      if (how === 'not at all') server.kill('SIGKILL');
      rmSync(salt_of(data), { force: true });
      rmSync(folder, { recursive: true, force: true });
      return how === 0 ? [] : [`asked to stop, it ended with ${how}; it had said: ${said.slice(-2000)}`];
    },
  };
}

async function port_from(file, server, said) {
  for (const until = Date.now() + patience_ms; Date.now() < until; await pause(20)) {
    if (server.exitCode !== null)
      throw new Error(`${program} serve ended with ${server.exitCode}: ${said()}`);
    const port = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
    if (port > 0) return port;
  }
  server.kill('SIGKILL');
  throw new Error(`${program} serve wrote no port into ${file}: ${said()}`);
}
