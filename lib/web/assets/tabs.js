// tabs.js - the sections of a page as tabs, where there is room for them.
// Without script, on a narrow screen and on paper they are what they are:
// headings under a list of contents.  The tab shown stands in the address.
'use strict';

{
  const nav = document.querySelector('[data-tabs]');
  const list = nav.querySelector('ul');
  const tabs = [...list.querySelectorAll('a')];
  const panel_of = (tab) => document.getElementById(tab.hash.slice(1));
  const wide = matchMedia('(min-width: 48rem)');

  // What the address names; "#%" is the name of nothing.
  const goal = () => {
    try {
      return document.getElementById(decodeURIComponent(location.hash.slice(1)));
    } catch {
      return null;
    }
  };

  const select = (chosen) => {
    for (const tab of tabs) {
      const is_chosen = tab === chosen;
      tab.setAttribute('aria-selected', is_chosen);
      tab.tabIndex = is_chosen ? 0 : -1;
      // The browser still finds words in what is hidden so, and shows it then.
      panel_of(tab).hidden = is_chosen ? false : 'until-found';
    }
  };

  const go = (tab) => {
    if (location.hash !== tab.hash) history.pushState(null, '', tab.hash);
    select(tab);
  };

  const follow = () => {
    if (!list.hasAttribute('role')) return;
    const named = goal();
    const tab = named && tabs.find((one) => panel_of(one).contains(named));
    select(tab ?? tabs[0]);
    if (tab && tab.hash !== location.hash) named.scrollIntoView();
  };

  const steps = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity };

  const on = () => {
    list.setAttribute('role', 'tablist');
    list.setAttribute('aria-label', nav.getAttribute('aria-label'));
    document.body.classList.add('wm-tabs-on');
    for (const tab of tabs) {
      tab.id = `tab-${tab.hash.slice(1)}`;
      tab.setAttribute('role', 'tab');
      tab.setAttribute('aria-controls', tab.hash.slice(1));
      tab.parentElement.setAttribute('role', 'presentation');
      panel_of(tab).setAttribute('role', 'tabpanel');
      panel_of(tab).setAttribute('aria-labelledby', tab.id);
    }
    follow();
  };

  const off = () => {
    for (const el of [list, ...list.children, ...tabs]) el.removeAttribute('role');
    list.removeAttribute('aria-label');
    document.body.classList.remove('wm-tabs-on');
    for (const tab of tabs) {
      for (const name of ['id', 'aria-controls', 'aria-selected', 'tabindex']) tab.removeAttribute(name);
      const panel = panel_of(tab);
      panel.hidden = false;
      panel.removeAttribute('role');
      panel.setAttribute('aria-labelledby', `${panel.id}-title`);
    }
  };

  for (const tab of tabs) {
    tab.addEventListener('click', (event) => {
      if (!list.hasAttribute('role')) return;
      event.preventDefault();
      go(tab);
    });
    tab.addEventListener('keydown', (event) => {
      if (!list.hasAttribute('role') || !(event.key in steps)) return;
      event.preventDefault();
      const at = tabs.indexOf(tab) + steps[event.key];
      const next = tabs[Math.abs(at) === Infinity ? (at < 0 ? 0 : tabs.length - 1) : (at + tabs.length) % tabs.length];
      next.focus();
      go(next);
    });
    panel_of(tab).addEventListener('beforematch', () => go(tab));
  }
  addEventListener('hashchange', follow);
  addEventListener('popstate', follow);
  wide.addEventListener('change', () => (wide.matches ? on() : off()));
  if (wide.matches) on();
}
