// pages.mjs - the types of page that people see.  A new type of page: one line.
//
// name: what it is called in the report and in build/pages; path: its address
// in the demonstration.  status: what it answers, when that is not 200.

export const pages = [
  { name: 'home', path: '/' },
  { name: 'dashboard', path: '/dashboard/' },
  { name: 'journey', path: '/dashboard/journeys/report-a-missed-bin' },
  { name: 'not-found', path: '/no-such-page', status: 404 },
];

export const widths = [320, 768, 1280];
