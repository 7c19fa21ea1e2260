/* Keeps what is typed into a form that saves itself until the server has it: through a lost network, a closed lid or a
   browser that died. Only where the form says data-keep, and only in this browser. */
(function () {
  'use strict';

  const PREFIX = 'liaison.kept:';

  function keyOf(form) {
    return PREFIX + form.getAttribute('action');
  }

  function fields(form) {
    return Array.from(form.elements).filter((field) => field.matches('textarea, input[type=text]'));
  }

  function store(act) {
    // A browser that keeps nothing (full, private) saves over the network all the same.
    try { return act(window.localStorage); } catch (error) { return null; }
  }

  document.addEventListener('input', (event) => {
    const form = event.target.closest('form[data-keep]');
    if (!form) return;
    const texts = {};
    fields(form).forEach((field) => { texts[field.name] = field.value; });
    store((kept) => kept.setItem(keyOf(form), JSON.stringify(texts)));
  });

  /* Once it is saved and nothing was typed since, there is nothing to keep. app.js has marked the form before. */

  document.addEventListener('htmx:afterRequest', (event) => {
    const form = event.detail.requestConfig.elt.closest('form[data-keep]');
    if (!form || !event.detail.successful || form.hasAttribute('data-unsaved')) return;
    store((kept) => kept.removeItem(keyOf(form)));
  });

  function bringBack(form) {
    const written = store((kept) => kept.getItem(keyOf(form)));
    if (!written) return;
    let texts = {};
    try { texts = JSON.parse(written); } catch (error) { return; }
    const changed = fields(form).filter((field) => field.name in texts && field.value !== texts[field.name]);
    if (!changed.length) {
      store((kept) => kept.removeItem(keyOf(form)));
      return;
    }
    changed.forEach((field) => { field.value = texts[field.name]; });
    const details = form.closest('details');
    if (details) details.open = true;
    // As if it had just been typed: the form says that it is unsaved, and sends it.
    changed[0].dispatchEvent(new Event('input', { bubbles: true }));
  }

  document.addEventListener('DOMContentLoaded', () => {
    document.querySelectorAll('form[data-keep]').forEach(bringBack);
  });
})();
