// The page is whole without this: it shows one screen at a time and filters rows, and the address says what is shown.
(() => {
  'use strict';
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const root = document.documentElement;
  const screens = all('main > section');
  const nameOf = screen => screen.id.slice(1);
  let shown = '';

  // "#/findings?ns=vision" → the screen "findings" with its parameters; what there is not is the first screen.
  function read() {
    const [name, query = ''] = location.hash.slice(2).split(/\?(.*)/s);
    const screen = screens.find(one => nameOf(one) === name) || screens[0];
    return {screen, params: new URLSearchParams(query)};
  }

  function write(screen, params) {
    const query = params.toString();
    history.replaceState(null, '', '#/' + nameOf(screen) + (query ? '?' + query : ''));
    all('a[data-lang]').forEach(link => { link.hash = location.hash; });
  }

  function matches(row, wanted) {
    return wanted.every(([name, value]) => name === 'q'
      ? row.textContent.toLowerCase().includes(value.toLowerCase())
      : row.dataset[name] === value || (name === 'state' && row.dataset[name].split(' ').includes(value)));
  }

  // Rows within rows: an outer one stays as long as one of its inner ones does.
  function filter(screen, params) {
    const controls = all('.filter [name]', screen);
    const wanted = controls.map(one => [one.name, params.get(one.name) || '']).filter(([, value]) => value);
    const outer = wanted.filter(([name]) => name === 'ns');
    const inner = wanted.filter(([name]) => name !== 'ns');
    let count = 0;
    const rows = all('[data-row]', screen);
    for (const row of rows) {
      const parts = all('[data-part]', row);
      const head = row.querySelector('summary');
      // A text that names the owner itself keeps all that is said of it.
      const text = inner.filter(([name, value]) => !(name === 'q' && head && matches(head, [[name, value]])));
      let here = matches(row, outer);
      if (parts.length) {
        let any = false;
        for (const part of parts) {
          part.hidden = !matches(part, text);
          any = any || !part.hidden;
        }
        all('[data-group]', row).forEach(group => { group.hidden = !group.querySelector('[data-part]:not([hidden])'); });
        here = here && any;
      } else {
        here = here && matches(row, inner);
      }
      row.hidden = !here;
      count += here ? 1 : 0;
    }
    const state = screen.querySelector('.filter-state');
    if (state) {
      state.textContent = state.dataset.pattern.replace('{0}', count).replace('{1}', rows.length);
      const words = wanted.map(([name, value]) => {
        const control = controls.find(one => one.name === name);
        return control.labels[0].textContent.trim() + ' ' + (control.selectedOptions ? control.selectedOptions[0].textContent.trim() : '"' + value + '"');
      });
      screen.querySelector('.filter-words').textContent = words.join(' · ');
      screen.querySelector('.filter').classList.toggle('filtering', wanted.length > 0);
    }
    const none = screen.querySelector('.none-left');
    if (none) none.hidden = count > 0;
  }

  function fill(screen, params) {
    all('.filter [name]', screen).forEach(control => {
      const value = params.get(control.name) || '';
      if (control.options && value && ![...control.options].some(option => option.value === value)) {
        control.add(new Option(value, value));
      }
      control.value = value;
    });
  }

  function show() {
    const {screen, params} = read();
    const changed = shown !== screen.id;
    shown = screen.id;
    screens.forEach(one => { one.hidden = one !== screen; });
    all('nav a').forEach(link => {
      if (link.hash === '#' + screen.id) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    });
    document.title = screen.querySelector('h2').textContent + ' · ' + root.dataset.title;
    all('a[data-lang]').forEach(link => { link.hash = location.hash; });
    fill(screen, params);
    filter(screen, params);
    all('.found').forEach(one => one.classList.remove('found'));
    const id = params.get('id');
    const target = id && document.getElementById('/findings?id=' + id);
    if (target) {
      for (let one = target; one; one = one.parentElement) {
        if (one.tagName === 'DETAILS') one.open = true;
      }
      target.classList.add('found');
      target.scrollIntoView({block: 'center'});
    } else if (changed) {
      scrollTo(0, 0);
    }
  }

  function changed(event) {
    const screen = event.target.closest('section');
    const {params} = read();
    params.delete('id');
    all('.filter [name]', screen).forEach(control => {
      if (control.value) params.set(control.name, control.value);
      else params.delete(control.name);
    });
    write(screen, params);
    filter(screen, params);
  }

  document.addEventListener('input', event => { if (event.target.matches('.filter [name]')) changed(event); });
  document.addEventListener('click', event => {
    const button = event.target.closest('button');
    if (event.target.closest('.skip')) {
      // The address goes on saying which screen is shown.
      event.preventDefault();
      document.getElementById('content').focus();
    }
    const screen = event.target.closest('section');
    if (button && button.matches('.clear')) {
      write(screen, new URLSearchParams());
      show();
      const first = screen.querySelector('.filter [name]');
      if (first) first.focus();
    } else if (button && button.matches('.open-all')) {
      const rows = all('[data-row]:not([hidden])', screen).filter(row => row.tagName === 'DETAILS');
      const open = rows.some(row => !row.open);
      rows.forEach(row => { row.open = open; });
    }
  });
  document.addEventListener('keydown', event => {
    const at = event.target;
    const writing = at.matches('input, textarea');
    const screen = screens.find(one => !one.hidden);
    const search = screen && screen.querySelector('input[type=search]');
    if (event.key === '/' && !writing && !event.ctrlKey && !event.metaKey && !event.altKey && search) {
      event.preventDefault();
      search.focus();
      search.select();
    } else if (event.key === 'Enter' && at === search) {
      event.preventDefault();
      const first = screen.querySelector('[data-row]:not([hidden])');
      const target = first && (first.querySelector('summary, a') || first);
      if (target) {
        if (!target.matches('summary, a')) target.tabIndex = -1;
        target.focus();
      }
    } else if (event.key === 'Escape' && at === search && search.value) {
      event.preventDefault();
      search.value = '';
      changed(event);
    }
  });

  // On paper nothing can be opened: all that the filter leaves is open there.
  let closed = [];
  addEventListener('beforeprint', () => {
    closed = all('details:not([open])');
    closed.forEach(one => { one.open = true; });
  });
  addEventListener('afterprint', () => {
    closed.forEach(one => { one.open = false; });
    closed = [];
  });
  addEventListener('hashchange', show);
  root.classList.add('js');
  show();
})();
