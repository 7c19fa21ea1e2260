/* liaison: what pages do beyond HTML. Everything but dragging works without it.
   ES2018, no eval, no inline handlers; its words come from data-text-* on <body>, so that they are translated. */
(function () {
  'use strict';

  const RETRY_MILLISECONDS = 5000;

  /* Elements that match below a root, the root itself included. */
  function within(root, selector) {
    const found = Array.from(root.querySelectorAll(selector));
    return root.matches && root.matches(selector) ? [root].concat(found) : found;
  }

  function all(selector) {
    return within(document, selector);
  }

  function on(name, act, capture) {
    document.addEventListener(name, act, capture || false);
  }

  function text(name, values) {
    const pattern = document.body.getAttribute('data-text-' + name) || '';
    return pattern.replace(/\{(\w+)\}/g, (_, key) => values[key]);
  }

  function announce(sentence) {
    document.getElementById('live').textContent = sentence;
  }

  /* When something is wrong, the summary of errors takes the focus. */

  function focusSummary() {
    const summary = document.querySelector('[data-error-summary]');
    if (summary) summary.focus();
  }

  /* “/” goes to the search, unless something is being typed. */

  on('keydown', (event) => {
    const isTyping = event.target.closest('input:not([type=checkbox]):not([type=radio]), textarea, select');
    if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    const box = all('[data-search], .filters input[type=search]').find((input) => input.offsetParent);
    if (!box) return;
    event.preventDefault();
    box.focus();
  });

  /* Panels that lie over the page close with Escape and by a click elsewhere. */

  function closePanels(except) {
    all('.user-menu[open], .strip-more[open], .page-actions .move[open]').forEach((panel) => {
      if (!panel.contains(except)) panel.open = false;
    });
  }

  on('click', (event) => closePanels(event.target));

  on('keydown', (event) => {
    const panel = event.key === 'Escape' && event.target.closest('details[open]');
    if (!panel) return;
    closePanels(null);
    panel.querySelector('summary').focus();
  });

  /* Bulk bar: there only while something is ticked. */

  function showTicked() {
    const bar = document.getElementById('bulk');
    if (!bar) return;
    const boxes = all('[data-tick]');
    const ticked = boxes.filter((box) => box.checked).length;
    bar.hidden = ticked === 0;
    bar.querySelector('[data-ticked]').textContent = ticked;
    all('[data-tick-all]').forEach((box) => {
      box.checked = ticked > 0 && ticked === boxes.length;
      box.indeterminate = ticked > 0 && ticked < boxes.length;
    });
  }

  on('change', (event) => {
    if (event.target.matches('[data-tick-all]')) {
      all('[data-tick]').forEach((box) => { box.checked = event.target.checked; });
    }
    showTicked();
  });

  /* A form is sent once; those that may be sent again (downloads, preferences) say data-repeat. */

  on('submit', (event) => {
    const form = event.target;
    form.removeAttribute('data-unsaved');
    if (form.method !== 'post' || form.hasAttribute('data-repeat') || event.defaultPrevented) return;
    if (form.hasAttribute('data-sent')) event.preventDefault();
    form.setAttribute('data-sent', '');
    within(form, 'button').forEach((button) => button.setAttribute('aria-disabled', 'true'));
  });

  window.addEventListener('pageshow', () => all('form[data-sent]').forEach((form) => {
    form.removeAttribute('data-sent');
    within(form, 'button').forEach((button) => button.removeAttribute('aria-disabled'));
  }));

  /* Autosave: its state in words, a retry after 5 s, a warning on leaving with unsaved text. */

  const retries = new WeakMap();
  const unsent = new WeakMap();

  function autosaveOf(element) {
    return element.closest('form[data-autosave]');
  }

  function showState(form, state, sentence) {
    const line = form.querySelector('.save-state');
    line.className = 'save-state' + state;
    if (sentence) line.textContent = sentence;
  }

  on('input', (event) => {
    const form = autosaveOf(event.target);
    if (!form) return;
    form.setAttribute('data-unsaved', '');
    unsent.set(form, true);
    if (!form.hasAttribute('data-stale')) showState(form, ' is-pending', text('saving'));
  });

  window.addEventListener('beforeunload', (event) => {
    if (!document.querySelector('[data-unsaved]')) return;
    event.preventDefault();
    event.returnValue = '';
  });

  on('htmx:beforeRequest', (event) => {
    const form = autosaveOf(event.detail.elt);
    if (!form) return;
    if (form.hasAttribute('data-stale')) event.preventDefault();
    clearTimeout(retries.get(form));
    unsent.set(form, false);
  });

  function afterAutosave(form, status) {
    if (status >= 200 && status < 300) {
      if (unsent.get(form)) return;
      form.removeAttribute('data-unsaved');
      showState(form, '');
    } else if (status === 409) {
      form.setAttribute('data-stale', '');
      showState(form, ' is-failed', text('stale'));
      form.querySelector('[data-stale-place]').scrollIntoView({ block: 'nearest' });
    } else if (status === 422) {
      showState(form, ' is-failed');
    } else {
      showState(form, ' is-failed', text('unsaved'));
      retries.set(form, setTimeout(() => window.htmx.trigger(form, 'retry'), RETRY_MILLISECONDS));
    }
  }

  /* The version of a record goes up with each save that the page did not leave for. */

  function takeVersion(form, version) {
    const own = Array.from(form.elements).filter((input) => input.name === 'version');
    own.forEach((input) => {
      const record = input.getAttribute('data-record');
      input.value = version;
      if (record) all('[data-record="' + record + '"]').forEach((other) => { other.value = version; });
    });
  }

  /* Answers to htmx. A stale autosave (409) is shown below its line of state; a form that sends files gets whole pages. */

  on('htmx:beforeSwap', (event) => {
    const form = autosaveOf(event.detail.requestConfig.elt);
    if (event.detail.requestConfig.boosted) event.detail.shouldSwap = true;
    if (form && event.detail.xhr.status === 409) event.detail.target = form.querySelector('[data-stale-place]');
  });

  on('htmx:afterRequest', (event) => {
    const element = event.detail.requestConfig.elt;
    const status = event.detail.xhr.status;
    const version = event.detail.xhr.getResponseHeader('X-Version');
    if (version) takeVersion(element, version);
    if (autosaveOf(element)) afterAutosave(autosaveOf(element), status);
    else if (element.matches('[data-upload]') && !status) showUpload(element, 0, text('unsent'));
    else if (element.matches('[data-order]') && !event.detail.successful) showWarning(text('unmoved'));
  });

  on('htmx:afterSettle', (event) => {
    if (event.detail.target === document.body) focusSummary();
  });

  /* A sentence that must be seen: a note on top of the page. */

  function showWarning(sentence) {
    const note = document.createElement('div');
    note.className = 'note note-bad';
    note.setAttribute('role', 'alert');
    note.textContent = sentence;
    document.getElementById('main').prepend(note);
    note.scrollIntoView({ block: 'nearest' });
  }

  /* Upload: how much of it has gone. */

  function showUpload(form, percent, sentence) {
    within(form, 'progress').forEach((bar) => {
      bar.hidden = !percent;
      bar.value = percent;
    });
    within(form, '.upload-state').forEach((line) => { line.textContent = sentence; });
  }

  on('htmx:xhr:progress', (event) => {
    const form = event.target.closest('[data-upload]');
    if (!form || !event.detail.lengthComputable) return;
    const percent = Math.round(100 * event.detail.loaded / event.detail.total);
    showUpload(form, percent, text('uploading', { percent: percent }));
  });

  /* Order of a list: up and down buttons, and dragging where Sortable is loaded. */

  function placeChanged(item) {
    const list = item.parentNode;
    announce(text('moved', {
      name: item.querySelector('[data-move]').getAttribute('data-name'),
      place: Array.from(list.children).indexOf(item) + 1,
      total: list.children.length,
    }));
    window.htmx.trigger('#' + list.getAttribute('data-reorder'), 'reordered');
  }

  on('click', (event) => {
    const button = event.target.closest('[data-reorder] [data-move]');
    if (!button || !window.htmx) return;
    event.preventDefault();
    const item = button.closest('[data-reorder] > *');
    const isUp = button.getAttribute('data-move') === 'up';
    const other = isUp ? item.previousElementSibling : item.nextElementSibling;
    if (other) item.parentNode.insertBefore(isUp ? item : other, isUp ? other : item);
    button.focus();
    placeChanged(item);
  });

  /* Text areas grow with their text. (A height set by script is allowed by the policy, a style attribute is not.) */

  function grow(area) {
    if (!area.offsetParent) return;
    area.style.height = 'auto';
    area.style.height = Math.min(area.scrollHeight + 4, window.innerHeight * 0.7) + 'px';
  }

  on('input', (event) => {
    if (event.target.matches('[data-grow]')) grow(event.target);
  });

  on('toggle', (event) => within(event.target, '[data-grow]').forEach(grow), true);

  on('click', (event) => {
    if (event.target.closest('[data-print]')) window.print();
  });

  /* What a page, or a part of it that htmx brought, needs once. */

  function search(select) {
    new window.TomSelect(select, { maxOptions: null });
    select.setAttribute('aria-hidden', 'true');
  }

  function prepare(root) {
    within(root, '[data-grow]').forEach(grow);
    if (window.TomSelect) within(root, 'select[data-long]').forEach(search);
    if (window.Sortable) {
      within(root, '[data-reorder]').forEach((list) => window.Sortable.create(list, {
        handle: '.grip',
        animation: 120,
        onEnd: (event) => placeChanged(event.item),
      }));
    }
    within(root, '.strip-links [aria-current], .tabs [aria-current]').forEach((link) => {
      link.closest('ul').scrollLeft = link.offsetLeft - 40;
    });
    showTicked();
  }

  document.documentElement.classList.add('js');
  if (window.htmx) on('htmx:load', (event) => prepare(event.detail.elt));
  else prepare(document);
  focusSummary();
})();
