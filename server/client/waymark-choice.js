// waymark-choice.js - lets people of a service choose not to be counted.
//
//   <label><input type="checkbox" data-waymark-out disabled>
//     Do not count how I use this service</label>
//
// Served from the service's own domain it keeps the choice in that domain's
// localStorage, where waymark.js looks before it does anything; what a tab has
// kept until then goes.  Without script there is nothing to choose: the box
// stays disabled, and the service's server leaves its pictures out by itself.
(function (d, name) {
  'use strict';
  var box = d.querySelector('[data-waymark-out]');
  if (!box) return;
  try {
    box.checked = !!localStorage[name];
    box.disabled = false;
  } catch (x) { return; }
  box.addEventListener('change', function () {
    if (!box.checked) return void delete localStorage[name];
    localStorage[name] = 1;
    Object.keys(sessionStorage).forEach(function (key) {
      if (key.indexOf('waymark:') === 0) delete sessionStorage[key];
    });
  });
})(document, 'waymark:out');
