// What the page does: theme, contents, copy, run, search, keys. Without it everything can still be read.
'use strict';
(() => {
    const html = document.documentElement;
    const here = selector => document.querySelector(selector);
    const all = selector => [...document.querySelectorAll(selector)];
    // `file:` pages and private windows may have no storage.
    const kept = name => { try { return localStorage.getItem(`mdbook-${name}`); } catch { return null; } };
    const keep = (name, value) => {
        try {
            if (value) { localStorage.setItem(`mdbook-${name}`, value); } else { localStorage.removeItem(`mdbook-${name}`); }
        } catch { /* It is forgotten with the page. */ }
    };

    // Theme: before anything is painted.
    const themes = ['light', 'rust', 'coal', 'navy', 'ayu'];
    const night = matchMedia('(prefers-color-scheme: dark)');
    const chosen = () => (themes.includes(kept('theme')) ? kept('theme') : '');
    function paint() {
        html.classList.remove(...themes);
        html.classList.add(chosen() || (night.matches ? html.dataset.dark : html.dataset.light));
    }
    html.classList.add('js');
    paint();
    night.addEventListener('change', paint);

    // Contents: open beside the text where there is room, unless the reader closed them; over it elsewhere, on demand.
    const wide = matchMedia('(min-width: 70rem)');
    function contents(open) {
        html.classList.toggle('contents', open);
        here('#contents-button')?.setAttribute('aria-expanded', open);
    }
    contents(wide.matches && kept('contents') !== 'closed');

    function start() {
        setUpBar();
        markPlace();
        all('figure.listing:has(figcaption a):has(pre > code:is(.language-rust, .language-rs, .language-toml))').forEach(setUpListing);
        // Markdown has no corner cell but an empty header.
        all('th:empty').forEach(corner => corner.replaceWith(document.createElement('td')));
        all('.steps[data-listing]').forEach(setUpSteps);
        makeScrollable();
        if (here('#search-button')) {
            setUpSearch();
        }
        document.addEventListener('keydown', turnPage);
        liveReload();
    }

    function setUpBar() {
        const select = here('#theme');
        if (select) {
            select.value = chosen();
            select.addEventListener('change', () => { keep('theme', select.value); paint(); });
        }
        const button = here('#contents-button');
        if (button) {
            button.setAttribute('aria-expanded', html.classList.contains('contents'));
            button.addEventListener('click', () => {
                const open = !html.classList.contains('contents');
                contents(open);
                if (wide.matches) { keep('contents', open ? '' : 'closed'); }
            });
            wide.addEventListener('change', () => contents(wide.matches && kept('contents') !== 'closed'));
            document.addEventListener('keydown', event => {
                if (event.key === 'Escape' && !wide.matches && html.classList.contains('contents')) {
                    contents(false);
                    button.focus();
                }
            });
            here('#contents').addEventListener('click', event => {
                if (!wide.matches && event.target.closest('a')) { contents(false); }
            });
        }
        here('#print-button')?.addEventListener('click', () => print());
    }

    // Which page this is, and below it the sections it has.
    function markPlace() {
        const plain = address => address.split(/[?#]/)[0].replace(/(\/|\/index\.html)$/, '/').replace(/\.html$/, '');
        const links = all('#contents a');
        const at = plain(location.href);
        const link = links.find(link => plain(link.href) === at) ?? (at.endsWith('/') ? links[0] : undefined);
        const sections = all('main > h2 > a.header');
        if (!link || document.body.classList.contains('alone')) { return; }
        link.setAttribute('aria-current', 'page');
        if (sections.length > 1) {
            const list = document.createElement('ol');
            for (const section of sections) {
                const item = document.createElement('li');
                const to = document.createElement('a');
                to.href = section.hash;
                to.append(...section.cloneNode(true).childNodes);
                item.append(to);
                list.append(item);
            }
            link.parentElement.after(list);
        }
        const box = here('#contents');
        box.scrollTop = link.offsetTop - box.clientHeight / 3;
    }

    // A listing's tools; without script there are none, so none is ever dead.
    function setUpListing(figure) {
        const code = figure.querySelector('pre > code');
        const records = [...figure.querySelectorAll('pre')].slice(1);
        const isPart = figure.querySelector('.type') !== null;
        const file = figure.querySelector('figcaption a');
        const name = file.textContent;
        // mdBook drops the last line end; the file has it.
        const text = () => code.textContent.replace(/\n?$/, '\n');
        const tools = document.createElement('div');
        tools.className = 'tools';
        tools.setAttribute('role', 'group');
        tools.setAttribute('aria-label', `Tools for ${figure.id}`);
        const button = (words, title, action) => {
            const made = document.createElement('button');
            made.type = 'button';
            made.textContent = words;
            made.title = title;
            made.addEventListener('click', () => action(made));
            tools.append(made);
        };
        if (records.length) {
            const refused = figure.querySelector('.refused') !== null;
            button(refused ? 'Compile' : 'Run', `Show what was recorded when ${name} was last checked`, () => show(records[0]));
        }
        button('Copy', `Copy the file ${name}`, async made => {
            // A part of a type stands in a larger file, which is what compiles.
            const copied = await copy(isPart ? fetch(file.href).then(answer => (answer.ok ? answer.text() : Promise.reject(answer.status))) : text());
            say(made, copied ? 'Copied' : 'Not copied');
        });
        if (!isPart) {
            const away = document.createElement('a');
            away.href = `https://play.rust-lang.org/?version=stable&mode=debug&edition=2024&code=${encodeURIComponent(text())}`;
            away.rel = 'external noreferrer';
            away.title = 'Open in the Rust playground (leaves this site; edition 2024)';
            away.innerHTML = 'Playground ↗<span class="unseen"> (leaves this site)</span>';
            tools.append(away);
        }
        const address = document.createElement('a');
        address.href = `#${figure.id}`;
        address.title = 'The address of this listing';
        address.setAttribute('aria-label', `The address of ${figure.id}`);
        address.textContent = '#';
        tools.append(address);
        figure.querySelector('figcaption').after(tools);
    }

    function show(record) {
        record.tabIndex = record.tabIndex < 0 ? -1 : 0;
        record.classList.remove('flash');
        void record.offsetWidth;
        record.classList.add('flash');
        record.focus({ preventScroll: true });
        record.scrollIntoView({ block: 'nearest', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
    }

    async function copy(text) {
        try {
            if (typeof text !== 'string') {
                // The promise goes to the clipboard as it is: Safari wants the request within the press.
                const blob = text.then(text => new Blob([text], { type: 'text/plain' }));
                await navigator.clipboard.write([new ClipboardItem({ 'text/plain': blob })]);
            } else {
                await navigator.clipboard.writeText(text);
            }
            return true;
        } catch {
            // A server without https has no clipboard.
            const field = document.createElement('textarea');
            try { field.value = await text; } catch { return false; }
            field.className = 'unseen';
            document.body.append(field);
            field.select();
            const copied = document.execCommand('copy');
            field.remove();
            return copied;
        }
    }

    function say(button, words) {
        const before = button.dataset.words ??= button.textContent;
        button.textContent = words;
        button.setAttribute('aria-live', 'polite');
        setTimeout(() => { button.textContent = before; }, 1600);
    }

    const made = (tag, properties = {}, ...children) => {
        const element = Object.assign(document.createElement(tag), properties);
        element.append(...children);
        return element;
    };

    // All schedules of a listing: their tables become one place to step through them. What is shown comes from the tables alone.
    function setUpSteps(box) {
        const code = here(`#${box.dataset.listing} pre > code`);
        const tables = [...box.querySelectorAll('details')];
        if (!code || !tables.length) { return; }
        const schedules = tables.map(table => ({
            name: table.querySelector('summary').textContent,
            heads: [...table.querySelectorAll('thead th')].slice(4),
            rows: [...table.querySelectorAll('tbody tr')],
        }));
        let [schedule, step] = [schedules[0], 0];

        const select = made('select');
        select.append(...schedules.map(({ name }, index) => made('option', { value: index, textContent: name.replace(/^Schedule (\d+) of \d+/, '$1') })));
        const can = go => go() !== step && schedule.rows[go()] !== undefined;
        const button = (words, go) => made('button', { type: 'button', textContent: words, onclick: () => { if (can(go)) { show(go()); } } });
        const ways = [['Start', () => 0], ['Back', () => step - 1], ['Step', () => step + 1], ['End', () => schedule.rows.length - 1]];
        const buttons = ways.map(([words, go]) => button(words, go));
        const said = made('p', { className: 'said' });
        said.setAttribute('aria-live', 'polite');
        const lines = linesOf(code);
        const used = schedules.flatMap(({ rows }) => rows.flatMap(row => [row.dataset.line, ...places(row).map(([, line]) => line)])).filter(Boolean).map(Number);
        const shown = lines.slice(Math.max(0, Math.min(...used) - 2));
        const state = made('dl');
        const stepper = made('div', { className: 'stepper' },
            made('p', { className: 'choice' }, made('label', {}, 'Schedule ', select)),
            made('p', { className: 'ways' }, ...buttons), said,
            made('pre', {}, made('code', {}, ...shown.map(({ row }) => row))), state,
            made('p', { className: 'key', textContent: 'A name stands before the line with which that thread goes on; the marked line is the one just run. The arrow keys step, too.' }));
        stepper.setAttribute('role', 'group');
        stepper.setAttribute('aria-label', `Step through the schedules of ${box.dataset.listing}`);

        function show(number) {
            step = number;
            const row = schedule.rows[step];
            const last = schedule.rows.length - 1;
            const cells = [...row.cells];
            const left = cells.at(-1);
            const place = row.dataset.line ? `, line ${row.dataset.line}` : '';
            const decided = row.classList.contains('decides') ? [' From here on, only ', ...left.cloneNode(true).childNodes, ' is left.'] : [];
            const what = row.dataset.thread ? [`${row.dataset.thread} `, ...cells[3].cloneNode(true).childNodes, '.'] : ['Nothing has happened yet.'];
            said.replaceChildren(made('strong', { textContent: `Step ${step} of ${last}${place}:` }), ' ', ...what, ...decided);
            for (const { row: line, number, who } of lines) {
                line.classList.toggle('now', String(number) === row.dataset.line);
                who.textContent = places(row).filter(([, at]) => at === number).map(([name]) => name).join(' ');
            }
            const before = schedule.rows[step - 1]?.cells;
            state.replaceChildren(...schedule.heads.map((head, index) => {
                const at = index + 4;
                const value = made('dd', {}, ...cells[at].cloneNode(true).childNodes);
                value.classList.toggle('changed', before !== undefined && before[at].textContent !== cells[at].textContent);
                const name = cells[at] === left && step === last ? ['Has printed'] : head.cloneNode(true).childNodes;
                return made('div', {}, made('dt', {}, ...name), value);
            }));
            // A button that is disabled would lose the focus.
            ways.forEach(([, go], index) => buttons[index].setAttribute('aria-disabled', !can(go)));
        }
        select.addEventListener('change', () => { schedule = schedules[select.value]; show(0); });
        stepper.addEventListener('keydown', event => {
            if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.target.closest('select, pre')) { return; }
            const [forward, back] = html.dir === 'rtl' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowRight', 'ArrowLeft'];
            const way = { Home: 0, [back]: 1, [forward]: 2, End: 3 }[event.key];
            if (way === undefined) { return; }
            event.preventDefault();
            buttons[way].click();
        });
        box.prepend(stepper);
        stepper.after(made('details', {}, made('summary', { textContent: `All ${schedules.length} schedules as tables` }), ...tables));
        show(0);
    }

    // Where each thread goes on: names and lines.
    function places(row) {
        return row.dataset.at.split(' ').filter(Boolean).map(place => place.split(':')).map(([name, line]) => [name, Number(line)]);
    }

    // Code as rows, colors and all, each with room for the threads that are there.
    function linesOf(code) {
        const lines = [[]];
        for (const node of code.childNodes) {
            const parts = node.nodeType === Node.TEXT_NODE ? node.data.split('\n') : [node.cloneNode(true)];
            parts.forEach((part, index) => {
                if (index) { lines.push([]); }
                lines.at(-1).push(part);
            });
        }
        while (lines.length && !lines.at(-1).some(part => part.textContent ?? part)) { lines.pop(); }
        return lines.map((parts, index) => {
            const who = made('span', { className: 'who' });
            const row = made('span', { className: 'line' }, who, made('span', { className: 'number', textContent: index + 1 }), made('span', {}, ...parts, '\n'));
            return { number: index + 1, who, row };
        });
    }

    // What scrolls sideways can be scrolled by keyboard, and says what it is.
    function makeScrollable() {
        const boxes = all('main pre, .table-wrapper, figure.figure');
        const watch = new ResizeObserver(changes => changes.forEach(({ target }) => check(target)));
        function check(box) {
            if (box.scrollWidth > box.clientWidth) {
                box.tabIndex = 0;
                box.setAttribute('role', box.matches('figure') ? 'figure' : 'group');
                box.setAttribute('aria-label', label(box));
            } else if (box.getAttribute('role')) {
                ['tabindex', 'role', 'aria-label'].forEach(name => box.removeAttribute(name));
            }
        }
        boxes.forEach(box => watch.observe(box));
    }

    function label(box) {
        if (box.matches('figure')) { return box.querySelector('figcaption, title')?.textContent ?? 'Figure'; }
        if (!box.matches('pre')) { return 'Table'; }
        const figure = box.closest('figure.listing');
        const before = box.previousElementSibling;
        return figure ? `${figure.id}: ${before?.matches('p') ? before.textContent.replace(/:$/, '') : 'code'}` : 'Code';
    }

    // Left and right turn the page, but not for a reader who is in code, in a field or in a scrolled box, or who selects.
    function turnPage(event) {
        if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) { return; }
        if (event.target.closest('input, select, textarea, pre, [tabindex="0"], #contents, [role="group"]')) { return; }
        if (!getSelection().isCollapsed) { return; }
        const forward = html.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
        const back = html.dir === 'rtl' ? 'ArrowRight' : 'ArrowLeft';
        const rel = { [forward]: 'next', [back]: 'prev' }[event.key];
        const link = rel && here(`.turn a[rel="${rel}"]`);
        if (link) {
            event.preventDefault();
            location.href = link.href;
        }
    }

    // Search: the engine and the index come when the reader first asks for them.
    function setUpSearch() {
        const [button, panel, field, status, list] =
            ['#search-button', '#search', '#search-field', '#search-status', '#search-results'].map(here);
        let engine;
        const load = address => new Promise((done, failed) => {
            const script = document.createElement('script');
            Object.assign(script, { src: address, onload: done, onerror: failed });
            document.head.append(script);
        });
        async function ready() {
            window.search = {};
            await load(button.dataset.engine);
            await load(button.dataset.index);
            return window.elasticlunr.Index.load(window.search.index);
        }
        function open(yes) {
            panel.hidden = !yes;
            button.setAttribute('aria-expanded', yes);
            if (!yes) { button.focus(); return; }
            field.focus();
            field.select();
            engine ??= ready();
            engine.then(search, () => { status.textContent = 'The search index cannot be loaded.'; });
        }
        async function search() {
            const words = field.value.trim();
            const index = await engine;
            if (words !== field.value.trim()) { return; }
            list.replaceChildren();
            status.textContent = '';
            if (!words) { return; }
            const found = index.search(words, window.search.search_options).slice(0, window.search.results_options.limit_results);
            status.textContent = found.length === 1 ? 'One place' : `${found.length || 'No'} places`;
            list.append(...found.map(place => entry(place, words)));
        }
        function entry(place, words) {
            const item = document.createElement('li');
            const link = document.createElement('a');
            link.href = here('#contents').dataset.root + window.search.doc_urls[place.ref];
            link.textContent = place.doc.breadcrumbs;
            const teaser = document.createElement('p');
            const body = place.doc.body;
            const word = new RegExp(`(${words.split(/\s+/).map(word => word.replace(/[^\w]/g, '\\$&')).join('|')})`, 'gi');
            const at = Math.max(0, body.search(word));
            const from = at < 60 ? 0 : body.indexOf(' ', at - 60) + 1;
            const part = body.slice(from, from + 180).split(word);
            part.forEach((piece, index) => {
                const mark = index % 2 ? document.createElement('mark') : document.createTextNode(piece);
                if (index % 2) { mark.textContent = piece; }
                teaser.append(mark);
            });
            item.append(link, teaser);
            return item;
        }
        button.addEventListener('click', () => open(panel.hidden));
        field.addEventListener('input', search);
        list.addEventListener('click', event => { if (event.target.closest('a')) { panel.hidden = true; button.setAttribute('aria-expanded', false); } });
        panel.addEventListener('keydown', event => {
            const links = [...list.querySelectorAll('a')];
            const at = links.indexOf(document.activeElement);
            if (event.key === 'Escape') {
                open(false);
            } else if (event.key === 'ArrowDown' && links[at + 1]) {
                links[at + 1].focus();
            } else if (event.key === 'ArrowUp' && at >= 0) {
                (links[at - 1] ?? field).focus();
            } else if (event.key === 'Enter' && event.target === field && links[0]) {
                links[0].click();
            } else {
                return;
            }
            event.preventDefault();
        });
        document.addEventListener('keydown', event => {
            const plain = !event.altKey && !event.ctrlKey && !event.metaKey && !event.target.closest('input, select, textarea');
            if (event.key === '/' && plain) {
                event.preventDefault();
                open(true);
            }
        });
    }

    // `mdbook serve` says when the book was built anew.
    function liveReload() {
        if (!html.dataset.live) { return; }
        const socket = new WebSocket(`${location.protocol === 'https:' ? 'wss:' : 'ws:'}//${location.host}/${html.dataset.live}`);
        socket.onmessage = event => {
            if (event.data === 'reload') {
                socket.close();
                location.reload();
            }
        };
        addEventListener('beforeunload', () => socket.close());
    }

    document.addEventListener('DOMContentLoaded', start);
})();
