// pages.mjs - the types of page that people see.  A new type of page: one line.
//
// name: what it is called in the report and in build/pages; path: its address
// in the demonstration.  status: what it answers, when that is not 200.

const journey = '/dashboard/journeys/report-a-missed-bin';

export const pages = [
  { name: 'home', path: '/' },
  { name: 'dashboard', path: '/dashboard/' },
  { name: 'journey', path: journey },
  { name: 'journey-empty', path: `${journey}?from=2000-01-01&until=2000-01-31` },
  { name: 'patterns', path: '/patterns/' },
  { name: 'patterns-limited', path: '/patterns/component/?status=stable&madeOf=label' },
  { name: 'patterns-empty', path: '/patterns/component/?verb=pay' },
  { name: 'search', path: '/patterns/search?q=proof+of+adress' },
  { name: 'search-nothing', path: '/patterns/search?q=xylophone' },
  { name: 'pattern', path: '/patterns/pattern/address-lookup' },
  { name: 'service', path: '/patterns/service/missed-bin' },
  { name: 'content-types', path: '/patterns/content-types' },
  { name: 'content', path: '/patterns/page/events' },
  { name: 'component', path: '/patterns/component/details' },
  { name: 'entry-history', path: '/patterns/service/missed-bin/history' },
  { name: 'wide', path: '/patterns/pattern/wide' },
  { name: 'docs', path: '/docs/' },
  { name: 'docs-library', path: '/docs/library' },
  { name: 'docs-journey', path: '/docs/journey' },
  { name: 'docs-figures', path: '/docs/figures' },
  { name: 'docs-privacy', path: '/docs/privacy' },
  { name: 'docs-operate', path: '/docs/operate' },
  { name: 'notice', path: '/privacy/notice?organisation=Exampleton&service=Report+a+missed+bin&storage=none' },
  { name: 'opt-out', path: '/privacy/opt-out' },
  { name: 'docs-events', path: '/docs/events' },
  { name: 'not-found', path: '/no-such-page', status: 404 },
  { name: 'journey-segments', path: `${journey}?device=mobile&channel=self` },
  { name: 'step', path: `${journey}/steps/address` },
  { name: 'journey-wrong-days', path: `${journey}?from=yesterday`, status: 400 },
  { name: 'refused', path: `${journey}?device=a%20b`, status: 400 },
];

export const widths = [320, 768, 1280];
