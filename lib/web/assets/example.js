// example.js - GOV.UK Frontend's own script, for an example that runs.  It is
// a module: the example is of no origin, and only modules say what they need.

import { initAll } from './govuk-frontend.js';

document.body.classList.add('js-enabled', 'govuk-frontend-supported');

// In a frame nothing takes the focus from the page around it.
const framed = window.parent !== window;
initAll({
  errorSummary: { disableAutoFocus: framed },
  notificationBanner: { disableAutoFocus: framed },
});
