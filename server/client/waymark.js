// waymark.js - tells Waymark which step of a journey a page is.
//
// What it reports, and when, is said in docs-site/events.md.  It reads the
// page's own words (the error summary), never what people type, and no fault
// of its own reaches the page.  The build takes out these lines: what browsers
// get is under 2,000 bytes gzipped.
(function (d, w, n) {
  'use strict';
  var tag = d.currentScript || d.querySelector('script[data-journey]');
  var journey, step, given, end, to, key, keeps, counts, busy, s = {};

  function say(name) { return tag.getAttribute('data-' + name); }

  // Runs it, unless somebody has asked not to be counted or could not keep that
  // they have; what breaks stays here.
  function safe(run) {
    return e => { try { if (!localStorage['waymark:out']) run(e); } catch (x) { busy = 0; } };
  }

  function on(target, name, run) { target.addEventListener(name, safe(run)); }

  // What one tab keeps of a journey:
  //   a  the attempt's id        s  the next seq
  //   f  its first step          t  when it reported last
  //   e  it came to an end       p  a form was sent: [step, when]
  //   q  events not sent yet, as JSON, at most 50
  //   c  the clock of this machine is wrong: times are left out
  // And, under key + '!', that a page is shown: a page that is loaded finds it
  // only in a copy of a tab.  (One that is shown again may come before the
  // other has gone.)
  function load() {
    if (keeps) s = JSON.parse(keeps[key] || '{}');
    s.q = s.q || [];
  }

  function save() { if (keeps) keeps[key] = JSON.stringify(s); }

  function word(text) {
    return (text || '').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '').slice(0, 64);
  }

  function rule(text) {
    return /(characters|words) or (less|fewer)/.test(text) ? 'too-long' :
      /characters or more/.test(text) ? 'too-short' :
      /must be .*(past|future|today|after|before|between|or |than )/.test(text) ? 'range' :
      /format|must (only )?include|must be a/.test(text) ? 'format' :
      /^(Enter|Select|Choose|Upload)/.test(text) ? 'required' : 'other';
  }

  function report(kind, more) {
    var e = { journey: journey, attempt: s.a, kind: kind, step: step, at: Date.now() };
    if (counts) e.seq = s.s++;
    ['lang', 'variant', 'release'].forEach(k => {
      var v = say(k) || k == 'lang' && d.documentElement.lang;
      if (v) e[k] = v;
    });
    Object.assign(e, more);
    s.t = e.at;
    if (s.c) delete e.at;
    s.q = s.q.concat(JSON.stringify(e)).slice(-50);
    save();
  }

  // What cannot be sent now waits for the next page, or for being online.
  // Sent twice is counted once: every event has its seq or its time.
  function send() {
    var lines = s.q;
    function done(answer) {
      load();
      s.q = s.q.filter(line => lines.indexOf(line) < 0);
      if (!s.c && counts && /"field":"at"/.test(answer)) {
        s.c = 1;
        s.q = lines.concat(s.q).map(line => line.replace(/"at":\d+,/, ''));
      }
      save();
      busy = 0;
      send();
    }
    if (busy || !lines[0]) return;
    busy = 1;
    fetch(to, { method: 'POST', body: '[' + lines + ']', keepalive: true }).then(r => {
      // 429 and 5xx: nothing of it was taken.
      if (r.status > 428) busy = 0;
      else r.text().then(safe(done));
    }).catch(() => { busy = 0; });
  }

  function arrive(e) {
    var nav = performance.getEntriesByType('navigation')[0], box, errors, p, copy;
    load();
    copy = keeps && keeps[key + '!'] && !e.persisted && !d.wasDiscarded;
    if (given ? s.a != given : !s.a || copy ||
        (say('start') !== null || step == s.f) && (s.e || Date.now() - s.t > 18e5))
      s = {
        a: given || counts && crypto.getRandomValues(new Uint32Array(4)).join('-') || void 0,
        s: 0, f: step, q: copy ? [] : s.q
      };
    if (keeps) keeps[key + '!'] = 1;
    p = s.p;
    s.p = 0;
    // Seen again by the back button, a summary is no new refusal.
    box = e.persisted || nav && nav.type == 'back_forward' ? 0 : d.querySelector('.govuk-error-summary');
    if (p && !(box && p[0] == step)) report('accept', { step: p[0], at: p[1] });
    if (end !== null) s.e = 1;
    if (box) {
      errors = [].slice.call(box.querySelectorAll('a[href*="#"]'), 0, 20).map(a => ({
        field: word(a.hash) || 'other', rule: word(a.getAttribute('data-rule')) || rule(a.textContent)
      }));
      report('reject', errors[0] && { errors: errors });
    } else report(end === null ? 'view' : 'end', end && { outcome: end });
    busy = 0;
    send();
  }

  safe(() => {
    if (n.globalPrivacyControl || n.doNotTrack == 1) return;
    keeps = say('storage') != 'none' && sessionStorage;
    journey = say('journey');
    step = say('step');
    given = say('attempt');
    end = say('outcome');
    to = new URL(say('endpoint') || '/v1/events', tag.src || location);
    key = 'waymark:' + journey;
    counts = keeps && !given;
    if (!journey || !step) return;

    on(d, 'submit', e => {
      if (e.defaultPrevented || !/post/i.test(e.target.getAttribute('method'))) return;
      load();
      s.p = [step, Date.now()];
      save();
    });
    on(d, 'click', e => {
      var a = e.target.closest('[href^="tel:"],[href^="mailto:"]');
      if (!a) return;
      load();
      report('contact', { to: a.protocol == 'tel:' ? 'phone' : 'email' });
      send();
    });
    on(w, 'online', () => { load(); send(); });
    on(w, 'pagehide', () => { if (keeps) delete keeps[key + '!']; });
    on(w, 'pageshow', e => { if (e.persisted) arrive(e); });
    if (d.prerendering) on(d, 'prerenderingchange', arrive);
    else if (d.readyState == 'loading') on(d, 'DOMContentLoaded', arrive);
    else arrive({});
  })();
})(document, window, navigator);
