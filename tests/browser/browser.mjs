// browser.mjs - Debian's Chromium, cut off from everything but this machine.

import { chromium } from 'playwright-core';

// options: as Playwright's, beside or in the place of these.
export function start_browser(options = {}) {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    chromiumSandbox: false,
    args: [
      '--headless',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ],
    ...options,
  });
}

// Opens an address and keeps what went over the wire and to the console.
// `visit.problems()` gives what must not have happened until then.
export async function visit(browser, origin, wanted, options = {}) {
  const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'Europe/London', ...options });
  const page = await context.newPage();
  const status = wanted.status ?? 200;
  const url = origin + wanted.path;
  const problems = [];

  page.on('request', (request) => {
    if (!request.url().startsWith(`${origin}/`) && !request.url().startsWith('data:'))
      problems.push(`it asks another place: ${request.url()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400 && response.url() !== url)
      problems.push(`${response.url()} answers ${response.status()}`);
  });
  page.on('pageerror', (error) => problems.push(`a script broke: ${error.message}`));
  page.on('console', (message) => {
    const of_the_page_itself = status >= 400 && message.location().url === url;
    if (message.type() === 'error' && !of_the_page_itself)
      problems.push(`on the console: ${message.text()}`);
  });

  const response = await page.goto(url, { waitUntil: 'load' });
  return {
    page,
    origin,
    url,
    response,
    html: await response.text(),
    problems: () => [...new Set(problems)],
    close: () => context.close(),
  };
}
