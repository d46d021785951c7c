// The script of every page: theme, contents, copy, run, search, keys. The book can be read without it.
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
        } catch { /* It's forgotten when the page closes. */ }
    };

    // Theme: set before anything is painted.
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

    // Contents: open next to the text if there's room, unless the reader closed them; otherwise over the text, on demand.
    const wide = matchMedia('(min-width: 70rem)');
    function contents(open) {
        html.classList.toggle('contents', open);
        here('#contents-button')?.setAttribute('aria-expanded', open);
    }
    contents(wide.matches && kept('contents') !== 'closed');

    // The script adds to the text while the page loads: to each part once it's whole and before it's painted, so nothing moves.
    let main;
    let part;
    function grow() {
        if (!main) {
            main = here('main');
            if (!main) { return; }
            setUpBar();
            markPage();
        }
        for (;;) {
            const next = part ? part.nextElementSibling : main.firstElementChild;
            // A part is whole when something follows it, in or after the text.
            if (!next || !(next.nextSibling ?? main.nextSibling)) { return; }
            part = next;
            setUpPart(part);
        }
    }
    const growing = new MutationObserver(grow);
    growing.observe(html, { childList: true, subtree: true });

    function setUpPart(part) {
        const within = selector => [...(part.matches(selector) ? [part] : []), ...part.querySelectorAll(selector)];
        window.color?.(part);
        within('figure.listing:has(figcaption a):has(pre > code:is(.language-rust, .language-rs, .language-toml))').forEach(setUpListing);
        // In Markdown, a corner cell can only be an empty header.
        within('th:empty').forEach(corner => corner.replaceWith(document.createElement('td')));
        within('.choices').forEach(setUpChoices);
        within('.table-wrapper:not(.steps .table-wrapper)').forEach(setUpTable);
        within('pre, .table-wrapper, figure.figure').forEach(box => sizes.observe(box));
        if (part.matches('h1')) { offerPlace(part); }
        part.classList.add('whole');
    }

    function start() {
        growing.disconnect();
        grow();
        markSections();
        html.classList.add('placed');
        all('figure.listing').forEach(pointAtLines);
        setUpTerms();
        keepPlace();
        if (here('#search-button')) {
            setUpSearch();
        }
        setUpKeys();
        // `mdbook serve` reports when it has rebuilt the book.
        if (html.dataset.live) { import('./scripts/live.js'); }
    }

    function setUpBar() {
        here('.bar')?.classList.add('whole');
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

    // Marks this page in the contents.
    let current;
    function markPage() {
        if (document.body.classList.contains('alone')) { return; }
        const plain = address => address.split(/[?#]/)[0].replace(/(\/|\/index\.html)$/, '/').replace(/\.html$/, '');
        const links = all('#contents a');
        const at = plain(location.href);
        current = links.find(link => plain(link.href) === at) ?? (at.endsWith('/') ? links[0] : undefined);
        current?.setAttribute('aria-current', 'page');
    }

    // Lists the page's sections below it.
    function markSections() {
        const sections = all('main > h2 > a.header');
        if (!current) { return; }
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
            current.parentElement.after(list);
            const entries = new Map(sections.map((section, index) => [section.parentElement, list.children[index].firstChild]));
            const look = () => {
                const seen = [...entries.keys()].filter(heading => heading.getBoundingClientRect().top < innerHeight / 3).at(-1);
                entries.forEach((entry, heading) => {
                    entry.classList.toggle('seen', heading === seen);
                    if (heading === seen) { entry.setAttribute('aria-current', 'location'); } else { entry.removeAttribute('aria-current'); }
                });
            };
            addEventListener('scroll', () => requestAnimationFrame(look), { passive: true });
            look();
        }
        const box = here('#contents');
        box.scrollTop = current.offsetTop - box.clientHeight / 3;
    }

    // Adds a listing's tools; without JavaScript there are none, so no button is ever dead.
    function setUpListing(figure) {
        const code = figure.querySelector('pre > code');
        const isPart = figure.querySelector('.type') !== null;
        const file = figure.querySelector('figcaption a');
        // A whole file's name links to its own listing.
        const isWhole = file.hash === `#${figure.id}`;
        const name = file.textContent;
        // Restores the file's final newline, which mdBook drops.
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
        button('Copy', `Copy the file ${name}`, async made => {
            // Part of a type is from a larger file, which the page of types shows in full.
            const copied = await copy(isWhole ? text() : elsewhere(file).then(figure => `${figure.querySelector('pre > code').textContent}\n`));
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
        if (figure.querySelector('figcaption > :is(.outcomes, .deadlock)')) {
            button('Schedule', 'Be the scheduler: choose which thread takes the next step', async made => (await seat()).sit(figure, made));
            tools.lastChild.setAttribute('aria-expanded', false);
        }
        setUpGuess(figure);
        figure.querySelector('figcaption').after(tools);
    }

    // Loads the script of the scheduler's seat and the question when the reader first asks for either.
    const seat = () => import('./seats/seat.js');

    // Asks for a guess before showing a record with decoys, unless the reader has chosen to just see records; without JavaScript and on paper, the record is shown.
    function setUpGuess(figure) {
        const label = figure.querySelector(':scope > p');
        if (!label || figure.dataset.guess === undefined) { return; }
        const parts = [...figure.querySelectorAll(':scope > p, :scope > p + pre')];
        const hide = yes => parts.forEach(part => part.classList.toggle('guessed', yes));
        const press = (words, action) => {
            const button = made('button', { type: 'button', textContent: words });
            button.addEventListener('click', action);
            return button;
        };
        const box = made('div', { className: 'guess' });
        const ask = async () => {
            keep('guess', '');
            hide(true);
            (await seat()).ask(figure, box, parts[1].textContent, () => hide(false));
        };
        const offer = () => {
            const isOff = kept('guess') === 'off';
            hide(!isOff);
            const shown = press('Just show it', () => { keep('guess', 'off'); all('.guess:not(.open)').forEach(other => other.dispatchEvent(new Event('offer'))); label.tabIndex = -1; label.focus({ preventScroll: true }); });
            box.replaceChildren(made('p', {}, ...(isOff ? [press('Guess before you look', ask)] : ['What can it print? ', press('Guess', ask), ' ', shown])));
        };
        box.addEventListener('offer', offer);
        label.before(box);
        offer();
    }

    // Asks a question with choices before showing its answer, unless the reader has chosen to just see records.
    function setUpChoices(list) {
        const show = () => list.classList.add('done');
        list.closest('details')?.addEventListener('toggle', () => {
            if (kept('guess') === 'off') { show(); } else { seat().then(({ choose }) => choose(list)).catch(show); }
        }, { once: true });
    }

    // Returns an element of another page of this book, by a link to it.
    const read = new Map();
    async function elsewhere(link) {
        const address = link.href.split('#')[0];
        if (!read.has(address)) {
            read.set(address, fetch(address).then(answer => (answer.ok ? answer.text() : Promise.reject(answer.status)))
                .then(text => new DOMParser().parseFromString(text, 'text/html')));
        }
        return (await read.get(address)).getElementById(link.hash.slice(1));
    }

    // Marks a line in the code while the pointer or the focus is on its name in a record, a message or a drawing, or after a tap.
    function pointAtLines(figure) {
        const pre = figure.querySelector('pre:has(> .language-rust)');
        if (!pre || figure.querySelector('.type')) { return; }
        const code = pre.firstElementChild;
        const mark = made('p', { className: 'here', hidden: true });
        mark.setAttribute('aria-hidden', 'true');
        const lines = code.textContent.split('\n');
        const height = parseFloat(getComputedStyle(pre).lineHeight);
        let kept;
        const show = name => {
            mark.hidden = !name;
            if (name) {
                mark.setAttribute('style', `inset-block-start: ${code.offsetTop + (name.dataset.line - 1) * height}px; block-size: ${height}px`);
                if (!mark.isConnected) { pre.prepend(mark); }
            }
        };
        const listen = name => {
            name.classList.add('at');
            const words = lines[name.dataset.line - 1]?.trim();
            if (!words) { return; }
            name.setAttribute('tabindex', '0');
            name.setAttribute('role', 'button');
            name.setAttribute('aria-label', `${name.textContent.trim()}: ${words}`);
            name.addEventListener('pointerenter', () => show(name));
            name.addEventListener('pointerleave', () => show(kept));
            name.addEventListener('focus', () => show(name));
            name.addEventListener('blur', () => show(kept));
            const press = () => { kept = kept === name ? undefined : name; show(kept); };
            name.addEventListener('click', press);
            name.addEventListener('keydown', event => {
                if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); press(); }
                if (event.key === 'Escape') { kept = undefined; show(); }
            });
        };
        figure.querySelectorAll('[data-line]').forEach(listen);
        for (const drawing of all(`.drawing[data-listing="${figure.id}"]`)) {
            // An image can't contain buttons; a group can. Its description covers its text.
            drawing.setAttribute('role', 'group');
            drawing.querySelectorAll('text:not([data-line])').forEach(words => words.setAttribute('aria-hidden', 'true'));
            drawing.querySelectorAll('[data-line]').forEach(listen);
        }
    }

    // Shows the glossary's sentence for a term when the pointer or the focus rests on it, or on a long press. The first of these loads the script for it.
    function setUpTerms() {
        let terms;
        const tell = (what, ...about) => {
            terms ??= import('./scripts/terms.js');
            terms.then(all => all[what](...about), () => { /* The link is still there. */ });
        };
        for (const link of all('main a[href*="glossary.html#"]')) {
            const show = after => tell('show', link, after, elsewhere);
            link.addEventListener('pointerenter', event => { if (event.pointerType === 'mouse') { show(250); } });
            link.addEventListener('focus', () => { if (link.matches(':focus-visible')) { show(250); } });
            ['pointerleave', 'blur'].forEach(name => link.addEventListener(name, () => { if (terms) { tell('close'); } }));
            // A long press shows the sentence instead of the browser's menu.
            link.addEventListener('contextmenu', event => { if (event.pointerType === 'touch') { event.preventDefault(); show(0); } });
        }
    }

    // Stores on this device which page was read last.
    function keepPlace() {
        if (!current || current === here('#contents a')) { return; }
        const remember = () => keep('place', JSON.stringify([current.textContent, current.getAttribute('href').split('/').at(-1), Math.round(scrollY)]));
        addEventListener('pagehide', remember);
        document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden') { remember(); } });
        const wanted = Number(new URLSearchParams(location.search).get('at'));
        if (wanted) { scrollTo(0, wanted); }
    }

    // Offers it on the first page, below the heading.
    function offerPlace(heading) {
        const links = all('#contents a');
        let place;
        try { place = JSON.parse(kept('place')); } catch { /* Nothing to offer. */ }
        if (!current || current !== links[0] || !Array.isArray(place) || !links.some(link => link.getAttribute('href').endsWith(place[1]))) { return; }
        const link = made('a', { href: `${here('#contents').dataset.root}${place[1]}?at=${Number(place[2]) || 0}`, textContent: place[0] });
        heading.after(made('p', { className: 'resume' }, 'You were reading ', link, '.'));
    }

    async function copy(text) {
        try {
            if (typeof text !== 'string') {
                // The clipboard gets the promise itself: Safari requires the request during the click.
                const blob = text.then(text => new Blob([text], { type: 'text/plain' }));
                await navigator.clipboard.write([new ClipboardItem({ 'text/plain': blob })]);
            } else {
                await navigator.clipboard.writeText(text);
            }
            return true;
        } catch {
            // Without HTTPS, there's no clipboard API.
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

    // On a phone, a table that doesn't fit becomes a list of cards, each cell labeled with its column.
    const phone = matchMedia('(max-width: 40rem)');
    const tables = [];
    let fresh = [];
    function setUpTable(box) {
        const names = [...box.querySelectorAll('thead :is(th, td)')].map(name => name.textContent.trim());
        for (const row of box.querySelectorAll('tbody tr')) {
            [...row.cells].forEach((cell, index) => { if (index && names[index]) { cell.dataset.column = names[index]; } });
        }
        tables.push(box);
        // In the frame that first shows it, before its layout is painted.
        if (fresh.push(box) === 1) { requestAnimationFrame(() => { fit(fresh); fresh = []; }); }
    }
    // A browser doesn't see cards as a table; with these roles, a screen reader still does.
    const roles = [['table', 'table'], ['thead, tbody', 'rowgroup'], ['tr', 'row'], ['thead th', 'columnheader'], ['td', 'cell']];
    function fit(boxes) {
        boxes.forEach(box => box.classList.remove('stack'));
        const wide = boxes.map(box => phone.matches && box.scrollWidth > box.clientWidth + 1);
        boxes.forEach((box, at) => {
            box.classList.toggle('stack', wide[at]);
            for (const [what, role] of roles) {
                box.querySelectorAll(what).forEach(part => { if (phone.matches) { part.setAttribute('role', role); } else { part.removeAttribute('role'); } });
            }
        });
    }
    let width = innerWidth;
    addEventListener('resize', () => { if (innerWidth !== width) { width = innerWidth; fit(tables); } });

    // Makes boxes that scroll sideways scrollable by keyboard, and labels them. All are measured before any is changed.
    const sizes = new ResizeObserver(changes => {
        const boxes = changes.map(({ target }) => target);
        const over = boxes.map(box => box.scrollWidth > box.clientWidth);
        boxes.forEach((box, at) => makeScrollable(box, over[at]));
    });
    function makeScrollable(box, over) {
        box.classList.toggle('more', over);
        if (over) {
            box.tabIndex = 0;
            box.setAttribute('role', box.matches('figure') ? 'figure' : 'group');
            box.setAttribute('aria-label', label(box));
        } else if (box.getAttribute('role')) {
            ['tabindex', 'role', 'aria-label'].forEach(name => box.removeAttribute(name));
        }
    }

    function label(box) {
        if (box.matches('figure')) { return box.querySelector('figcaption, title')?.textContent ?? 'Figure'; }
        if (!box.matches('pre')) { return 'Table'; }
        const figure = box.closest('figure.listing');
        const before = box.previousElementSibling;
        return figure ? `${figure.id}: ${before?.matches('p') ? before.textContent.replace(/:$/, '') : 'code'}` : 'Code';
    }

    // The left and right arrow keys turn the page, unless the reader is in code, a table or a field, has selected text, or has turned this off.
    function setUpKeys() {
        const nav = here('.turn:has(a)');
        if (!nav) { return; }
        const box = made('input', { type: 'checkbox', checked: kept('keys') !== 'off' });
        box.addEventListener('change', () => keep('keys', box.checked ? '' : 'off'));
        nav.after(made('section', { className: 'keys', ariaLabel: 'Keys' }, made('label', {}, box, ' The left and right arrow keys turn the page')));
        const quiet = 'input, select, textarea, pre, table, .listing, .figure, [tabindex="0"], #contents, #search, [role="group"]';
        const isIn = node => (node?.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest?.(quiet);
        // Where the reader last clicked: clicking code leaves the focus on the page.
        let pressed;
        document.addEventListener('pointerdown', event => { pressed = event.target; });
        document.addEventListener('keydown', event => {
            if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented || !box.checked) { return; }
            const selection = getSelection();
            if (!selection.isCollapsed || [event.target, pressed, selection.anchorNode, document.activeElement].some(isIn)) { return; }
            const [forward, back] = html.dir === 'rtl' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowRight', 'ArrowLeft'];
            const rel = { [forward]: 'next', [back]: 'prev' }[event.key];
            const link = rel && here(`.turn a[rel="${rel}"]`);
            if (link) {
                event.preventDefault();
                location.href = link.href;
            }
        });
    }

    // Search: its script and the texts are loaded when the reader first opens it.
    function setUpSearch() {
        const [button, panel, field, status] = ['#search-button', '#search', '#search-field', '#search-status'].map(here);
        let search;
        function open(yes) {
            panel.hidden = !yes;
            button.setAttribute('aria-expanded', yes);
            if (!yes) { button.focus(); return; }
            field.focus();
            field.select();
            search ??= new Promise((done, failed) => {
                const script = made('script', { src: `${here('#contents').dataset.root}scripts/search.js`, onload: () => done(window.setUpSearch(open)), onerror: failed });
                document.head.append(script);
            });
            search.then(again => again()).catch(() => { status.textContent = 'The search index cannot be loaded.'; });
        }
        button.addEventListener('click', () => open(panel.hidden));
        const back = () => { if (history.state?.query) { field.value = history.state.query; open(true); } };
        addEventListener('pageshow', back);
        addEventListener('popstate', back);
        document.addEventListener('keydown', event => {
            const plain = !event.altKey && !event.ctrlKey && !event.metaKey && !event.target.closest('input, select, textarea');
            if (event.key === '/' && plain) {
                event.preventDefault();
                open(true);
            }
            // Works even while the search script is still loading.
            if (event.key === 'Escape' && !panel.hidden) {
                event.preventDefault();
                open(false);
            }
        });
    }

    document.addEventListener('DOMContentLoaded', start);
})();
