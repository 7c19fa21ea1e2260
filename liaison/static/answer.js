/* Answering beyond HTML: one question (phones) or one section (desks) a screen, drafts on this device only, sending
   again after a lost connection. ES2018, no eval; its words come from data-text-* on <body>. */
(function () {
  'use strict';

  const body = document.body;
  const PREFIX = 'liaison-q:';
  const KEPT_MILLISECONDS = 14 * 24 * 3600 * 1000;
  const RETRY_MILLISECONDS = 5000;

  function store() {
    try { return window.localStorage; } catch (error) { return null; }
  }

  function keysOf(code) {
    const kept = store();
    return kept ? Object.keys(kept).filter((key) => key.startsWith(PREFIX + code + ':')) : [];
  }

  /* The page of thanks: nothing of this questionnaire stays on the device. */

  if (body.hasAttribute('data-forget')) {
    keysOf(body.getAttribute('data-forget')).forEach((key) => store().removeItem(key));
    return;
  }

  const form = document.getElementById('answers');
  const ticket = document.getElementById('ticket');
  const state = document.getElementById('state');
  const submit = document.getElementById('submit');
  const isPreview = body.hasAttribute('data-preview');
  const isPhone = isPreview || window.matchMedia('(max-width: 699px)').matches;

  function text(name, values) {
    return (body.getAttribute('data-text-' + name) || '').replace(/\{(\w+)\}/g, (_, key) => values[key]);
  }

  function all(selector, root) {
    return Array.from((root || form).querySelectorAll(selector));
  }

  function say(sentence, isBad) {
    state.textContent = sentence;
    state.classList.toggle('is-bad', Boolean(isBad));
  }

  /* The code of a slip comes behind the # of its address, which no server and no proxy is sent. */

  if (ticket && location.hash.length > 8) {
    ticket.value = decodeURIComponent(location.hash.slice(1));
    history.replaceState(null, '', location.pathname + location.search);
    say(text('ready'));
  }

  /* Whoever turns to the other language or to large type must not scan the slip again. */

  all('.answer-links a', document).forEach((link) => link.addEventListener('click', () => {
    if (ticket) link.hash = encodeURIComponent(ticket.value);
  }));

  /* Answers */

  function chosen(key) {
    return all('[name="' + key + '"]').filter((input) => input.checked && !input.disabled).map((input) => input.value);
  }

  function isAnswered(question) {
    const inputs = all('input, textarea, select', question);
    if (question.getAttribute('data-kind') === 'ranking') return inputs.every((input) => input.value);
    return inputs.some((input) => (input.type === 'radio' || input.type === 'checkbox' ? input.checked : input.value.trim()));
  }

  /* Show-if: what is hidden is not sent, and does not count as a question. */

  function applyConditions() {
    all('[data-if]').forEach((element) => {
      const wanted = element.getAttribute('data-if-values').split(' ');
      const isShown = chosen(element.getAttribute('data-if')).some((value) => wanted.includes(value));
      element.classList.toggle('is-out', !isShown);
      all('input, textarea, select', element).forEach((input) => { input.disabled = !isShown; });
    });
    all('.is-out').forEach((element) => all('input, textarea, select', element).forEach((input) => { input.disabled = true; }));
  }

  function isOut(element) {
    return Boolean(element.closest('.is-out'));
  }

  function questions() {
    return all('.q').filter((question) => !isOut(question));
  }

  /* Screens: the introduction, then each question (with the headings before it) or each section. */

  let at = 0;

  function screens() {
    const found = [[document.getElementById('intro')]];
    all('.answer-part').filter((part) => !isOut(part)).forEach((part) => {
      if (!isPhone) {
        found.push([part]);
        return;
      }
      let heads = [];
      all('.q-heading, .q', part).filter((element) => !isOut(element)).forEach((element) => {
        heads.push(element);
        if (element.classList.contains('q')) {
          found.push([part].concat(heads));
          heads = [];
        }
      });
    });
    return found;
  }

  function show(place, isBack, isMoving = true) {
    applyConditions();
    const every = screens();
    at = Math.max(0, Math.min(place, every.length - 1));
    const current = every[at];
    all('#intro, .answer-part').forEach((part) => { part.hidden = !current.includes(part); });
    if (isPhone) all('.q, .q-heading').forEach((element) => { element.hidden = !current.includes(element); });
    else all('.q').forEach((element) => { element.hidden = isOut(element); });
    showProgress(every, current);
    back.hidden = at === 0;
    const isLast = at === every.length - 1;
    next.hidden = isLast;
    submit.hidden = !isLast;
    next.textContent = text(at === 0 ? 'start' : isPhone ? 'next' : 'next-section');
    if (!isBack) window.scrollTo(0, 0);
    if (isMoving) focusOn(current);
  }

  function focusOn(current) {
    const head = current[current.length - 1].querySelector('legend, .q-text, h1, h2') || current[0];
    head.setAttribute('tabindex', '-1');
    head.focus({ preventScroll: true });
  }

  /* How far one is: by place among the questions that are asked, so that it is true after going back. */

  function showProgress(every, current) {
    const asked = questions();
    const inside = asked.filter((question) => !question.hidden && current.some((part) => part.contains(question)));
    const done = inside.length ? asked.indexOf(inside[inside.length - 1]) + 1 : 0;
    bar.hidden = at === 0;
    meter.max = asked.length;
    meter.value = done;
    const section = current[0].querySelector('.answer-section');
    where.textContent = section ? section.textContent : '';
    count.textContent = text('place', { place: done, total: asked.length });
  }

  function go(place) {
    history.pushState({ at: place }, '');
    show(place);
  }

  window.addEventListener('popstate', (event) => show(event.state ? event.state.at : 0, true));

  /* What is missing on this screen is said beside it; the server checks again. */

  function complain(question, sentence) {
    question.querySelector('.q-error').textContent = sentence;
    question.classList.toggle('q-wrong', Boolean(sentence));
  }

  function isComplete() {
    if (at === 0 && ticket && !isPreview) {
      const box = ticket.closest('.answer-ticket');
      complain(box, ticket.value.trim() ? '' : text('ticket'));
      if (!ticket.value.trim()) ticket.focus();
      return Boolean(ticket.value.trim());
    }
    const missing = questions().filter((question) => !question.hidden && !question.closest('[hidden]')).filter((question) => {
      const lacks = question.hasAttribute('data-required') && !isAnswered(question);
      complain(question, lacks ? text('required') : '');
      return lacks;
    });
    if (missing.length) {
      missing[0].scrollIntoView({ block: 'nearest' });
      const field = missing[0].querySelector('input, textarea, select');
      if (field) field.focus();
    }
    return !missing.length;
  }

  /* Draft: on this device alone, under the name of the code that opens it; gone with the page of thanks. */

  function hashed(value) {
    let one = 5381;
    let other = 52711;
    for (const sign of value) {
      one = (Math.imul(one, 33) ^ sign.codePointAt(0)) >>> 0;
      other = (Math.imul(other, 31) + sign.codePointAt(0)) >>> 0;
    }
    return one.toString(36) + other.toString(36);
  }

  function draftKey() {
    const whose = ticket ? ticket.value.toUpperCase().replace(/[^A-Z0-9]/g, '') : body.getAttribute('data-draft');
    return whose ? PREFIX + body.getAttribute('data-code') + ':' + hashed(whose) : '';
  }

  function keep() {
    const kept = store();
    const key = draftKey();
    if (!kept || !key || isPreview) return;
    const values = new URLSearchParams(new FormData(form));
    ['csrf_token', 'version', 'ticket', 'about'].forEach((name) => values.delete(name));
    try {
      kept.setItem(key, JSON.stringify({ at: Date.now(), version: form.elements.version.value, values: values.toString() }));
      say(text('kept'));
      clear.hidden = false;
    } catch (error) { /* A full or forbidden store: the answers stay in the page. */ }
  }

  function restore() {
    const kept = store();
    const key = draftKey();
    const found = kept && key && kept.getItem(key);
    if (!found || isPreview) return;
    const draft = JSON.parse(found);
    if (Date.now() - draft.at > KEPT_MILLISECONDS || draft.version !== form.elements.version.value) {
      kept.removeItem(key);
      return;
    }
    new URLSearchParams(draft.values).forEach((value, name) => {
      all('[name="' + name + '"]').forEach((input) => {
        if (input.type === 'radio' || input.type === 'checkbox') input.checked = input.checked || input.value === value;
        else input.value = value;
      });
    });
    clear.hidden = false;
    say(text('kept'));
  }

  /* Frame */

  const bar = document.createElement('div');
  bar.className = 'answer-progress';
  const line = document.createElement('p');
  const where = document.createElement('span');
  const count = document.createElement('b');
  const meter = document.createElement('progress');
  meter.setAttribute('aria-hidden', 'true');
  line.append(where, count);
  bar.append(line, meter);
  form.prepend(bar);

  function button(name, style) {
    const made = document.createElement('button');
    made.type = 'button';
    made.className = style;
    made.textContent = text(name);
    return made;
  }

  const back = button('back', 'answer-button answer-quiet-button');
  const next = button('next', 'answer-button');
  const clear = button('clear', 'answer-clear');
  const row = document.createElement('div');
  row.className = 'answer-buttons';
  submit.before(row);
  row.append(back, next, submit);
  clear.hidden = true;
  document.getElementById('intro').append(clear);

  back.addEventListener('click', () => history.back());
  next.addEventListener('click', () => { if (isComplete()) go(at + 1); });
  clear.addEventListener('click', () => {
    keysOf(body.getAttribute('data-code')).forEach((key) => store().removeItem(key));
    form.reset();
    clear.hidden = true;
    say('');
    show(0);
  });

  form.addEventListener('input', () => { applyConditions(); });
  form.addEventListener('change', (event) => {
    keep();
    if (event.target === ticket) restore();
    const question = event.target.closest('.q');
    if (question && isAnswered(question)) complain(question, '');
  });
  form.addEventListener('input', (event) => {
    if (event.target.hasAttribute('data-count')) say(text('left', { n: 1000 - event.target.value.length }));
  });

  /* On a phone a touch on one answer leads on; keys, which walk through the answers, do not. */

  form.addEventListener('click', (event) => {
    const isTouch = event.detail > 0 && event.target.type === 'radio' && event.clientX + event.clientY > 0;
    const label = event.target.closest('.q-option');
    if (!isPhone || !label || !(isTouch || event.target === label || event.target.parentNode === label)) return;
    const radio = label.querySelector('input[type=radio]');
    if (!radio || event.target === radio && !isTouch) return;
    const here = at;
    setTimeout(() => { if (radio.checked && at === here && !next.hidden) go(at + 1); }, 180);
  });

  /* Sending: again and again while the line is down; the server counts it once. */

  let isSending = false;

  function send() {
    say(text('sending'));
    const target = form.action;
    fetch(target, { method: 'POST', body: new URLSearchParams(new FormData(form)), redirect: 'manual', credentials: 'same-origin' })
      .then((response) => {
        if (response.type === 'opaqueredirect') location.replace(form.getAttribute('data-thanks'));
        else if (response.status === 503) retry();
        else form.submit();
      })
      .catch(retry);
  }

  function retry() {
    say(text('offline'), true);
    setTimeout(send, RETRY_MILLISECONDS);
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (isPreview || isSending || !isComplete()) return;
    isSending = true;
    submit.setAttribute('aria-disabled', 'true');
    send();
  });

  document.documentElement.classList.add('answer-js');
  body.classList.add('answer-js');
  restore();
  history.replaceState({ at: 0 }, '');
  const wrong = form.querySelector('.q-wrong');
  show(0, false, false);
  if (wrong) {
    const place = screens().findIndex((screen) => screen.some((part) => part === wrong || part.contains(wrong)));
    if (place > 0) go(place);
  }
}());
