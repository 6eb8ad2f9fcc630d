// copy.js - a button beside each block of code that copies it.
// Without script, or where the browser forbids it, the code is there all the
// same, to be selected.
'use strict';

if (navigator.clipboard) {
  const said = document.createElement('p');
  said.className = 'govuk-visually-hidden';
  said.setAttribute('aria-live', 'polite');
  document.body.append(said);

  for (const code of document.querySelectorAll('[data-copy]')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'wm-copy';
    button.dataset.comfort = '';
    button.textContent = 'Copy';
    button.setAttribute('aria-label', `Copy ${code.dataset.copy}`);
    button.addEventListener('click', async () => {
      let outcome = 'Copied';
      try {
        await navigator.clipboard.writeText(code.innerText);
      } catch {
        outcome = 'Not copied: select the code and copy it';
      }
      button.textContent = outcome;
      said.textContent = `${outcome}: ${code.dataset.copy}`;
      setTimeout(() => (button.textContent = 'Copy'), 4000);
    });
    code.after(button);
  }
}
