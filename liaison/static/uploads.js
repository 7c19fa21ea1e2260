/* liaison: files go to the server in pieces, so that a broken network costs one piece. Loaded by pages that hand in files;
   without it their form works as a plain one. Its words stand on the form, translated. ES2018, no eval. */
(function () {
  'use strict';

  const RETRY_MILLISECONDS = 5000;
  const PATIENCE_MILLISECONDS = 120000;

  function words(form, name, values) {
    const pattern = form.getAttribute('data-text-' + name) || '';
    return pattern.replace(/\{(\w+)\}/g, (_, key) => values[key]);
  }

  function show(form, sentence, percent) {
    const bar = form.querySelector('progress');
    bar.hidden = percent === undefined;
    bar.value = percent || 0;
    form.querySelector('.upload-state').textContent = sentence;
  }

  function refuse(form, name, sentence) {
    const line = document.createElement('p');
    const title = document.createElement('span');
    line.className = 'field-error';
    line.setAttribute('role', 'alert');
    line.setAttribute('data-refused', '');
    title.lang = 'zh-CN';
    title.textContent = name + ' ';
    line.appendChild(title);
    line.appendChild(document.createTextNode(sentence));
    form.querySelector('.drop').before(line);
  }

  /* One request; resolves with status and answer whatever happens, status 0 for a network that broke. */
  function ask(form, url, fields, report) {
    return new Promise((resolve) => {
      const request = new XMLHttpRequest();
      const data = new FormData();
      data.append('csrf_token', form.elements.csrf_token.value);
      Object.keys(fields).forEach((name) => data.append(name, fields[name]));
      const answer = () => {
        let said = {};
        try { said = JSON.parse(request.responseText); } catch (error) { said = {}; }
        resolve({ status: request.status, said: said });
      };
      request.open('POST', url);
      request.setRequestHeader('HX-Request', 'true');
      request.timeout = PATIENCE_MILLISECONDS;
      request.onload = answer;
      request.onerror = request.ontimeout = request.onabort = () => resolve({ status: 0, said: {} });
      if (report) request.upload.onprogress = (event) => report(event.loaded);
      request.send(data);
    });
  }

  /* Until the network is back, at most five seconds at a time. */
  function pause() {
    return new Promise((resolve) => {
      const go = () => { window.removeEventListener('online', go); resolve(); };
      window.addEventListener('online', go);
      setTimeout(go, RETRY_MILLISECONDS);
    });
  }

  /* Ask again and again while the network is broken (0) or the server cannot just now (5xx, 429, a changed piece). */
  async function insist(form, url, fields, report) {
    for (;;) {
      const answer = await ask(form, url, fields, report);
      const isBroken = answer.status === 0;
      if (!isBroken && answer.status < 500 && answer.status !== 429) return answer;
      show(form, words(form, isBroken ? 'waiting' : 'busy', {}), form.querySelector('progress').value);
      await pause();
    }
  }

  function hex(bytes) {
    return Array.from(new Uint8Array(bytes)).map((byte) => byte.toString(16).padStart(2, '0')).join('');
  }

  async function hashOf(piece) {
    if (!window.crypto || !crypto.subtle || !piece.arrayBuffer) return '';
    return hex(await crypto.subtle.digest('SHA-256', await piece.arrayBuffer()));
  }

  /* A file keeps its key as long as the page is open: chosen again, it goes on where it stopped. */
  const keys = new Map();

  function keyOf(file) {
    const name = [file.name, file.size, file.lastModified].join('/');
    if (!keys.has(name)) keys.set(name, hex(crypto.getRandomValues(new Uint8Array(16))));
    return keys.get(name);
  }

  function forget(file) {
    keys.delete([file.name, file.size, file.lastModified].join('/'));
  }

  /* Sends one file; resolves with the status that ended it, 200 when it is kept. */
  async function send(form, file) {
    const base = form.getAttribute('data-pieces');
    const size = Number(form.getAttribute('data-piece-bytes'));
    const key = keyOf(file);
    const tell = (sent) => {
      const percent = Math.min(99, Math.floor(100 * sent / (file.size || 1)));
      show(form, words(form, 'uploading', { name: file.name, percent: percent }), percent || 1);
    };
    tell(0);
    const begun = await insist(form, base, { key: key, name: file.name, size: file.size });
    if (begun.status !== 200) return begun;
    const have = new Set(begun.said.have);
    for (let place = 0; place * size < file.size && !begun.said.is_done; place += 1) {
      if (have.has(place)) continue;
      const piece = file.slice(place * size, (place + 1) * size);
      const fields = { piece: piece, sha256: await hashOf(piece) };
      let kept = await insist(form, base + '/' + key + '/' + place, fields, (sent) => tell(place * size + sent));
      if (kept.status === 409) kept = await insist(form, base + '/' + key + '/' + place, fields);
      if (kept.status !== 204) return kept;
    }
    return insist(form, base + '/' + key + '/finish', {});
  }

  function reasonOf(form, answer) {
    return answer.said.message || words(form, answer.status === 401 ? 'signed' : 'failed', {});
  }

  let isLeaving = false;

  async function sendAll(form) {
    const input = form.querySelector('input[type=file]');
    const buttons = Array.from(form.querySelectorAll('button'));
    let refused = 0;
    let url = '';
    form.querySelectorAll('[data-refused]').forEach((line) => line.remove());
    form.setAttribute('data-sending', '');
    buttons.forEach((button) => button.setAttribute('aria-disabled', 'true'));
    for (const file of Array.from(input.files)) {
      const answer = await send(form, file);
      if (answer.status === 200) {
        url = answer.said.url;
      } else {
        refused += 1;
        refuse(form, file.name, reasonOf(form, answer));
        if (answer.status !== 401) forget(file);
      }
    }
    form.removeAttribute('data-sending');
    buttons.forEach((button) => button.removeAttribute('aria-disabled'));
    if (refused) {
      show(form, url ? words(form, 'partly', {}) : '');
      input.value = '';
      input.focus();
      return;
    }
    show(form, words(form, 'finished', {}), 100);
    isLeaving = true;
    if (url.split('#')[0] === window.location.pathname) window.location.reload();
    else window.location.assign(url);
  }

  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!form.hasAttribute('data-pieces') || !window.crypto) return;
    const input = form.querySelector('input[type=file]');
    if (!input.files.length) return;
    event.preventDefault();
    event.stopPropagation();
    if (!form.hasAttribute('data-sending')) sendAll(form);
  }, true);

  window.addEventListener('beforeunload', (event) => {
    if (isLeaving || !document.querySelector('[data-sending]')) return;
    event.preventDefault();
    event.returnValue = '';
  });
})();
