// The search, fetched when a reader first opens it. It searches the texts themselves, because mdBook's index drops `for` and `else`, joins `fetch_add` into one word and
// ignores letters outside ASCII. It isn't a module, because browsers don't load modules for a page opened from a folder.
'use strict';
(() => {
    const here = selector => document.querySelector(selector);
    const made = (tag, properties = {}, ...children) => {
        const element = Object.assign(document.createElement(tag), properties);
        element.append(...children);
        return element;
    };

    // Sets up the search panel; returns the function that searches for the words in its field.
    window.setUpSearch = open => {
        const [button, panel, field, status, list] =
            ['#search-button', '#search', '#search-field', '#search-status', '#search-results'].map(here);
        const most = 30;
        const places = ready();
        async function ready() {
            window.search = {};
            await new Promise((done, failed) => {
                const script = document.createElement('script');
                Object.assign(script, { src: button.dataset.index, onload: done, onerror: failed });
                document.head.append(script);
            });
            const { index, doc_urls: addresses } = window.search;
            return Object.entries(index.documentStore.docs).map(([number, { title, breadcrumbs, body }]) => {
                const page = breadcrumbs.split(' » ')[0];
                return { address: addresses[number], title, breadcrumbs, body, page, head: plain(title), whole: plain(body), over: plain(page) };
            });
        }
        async function search() {
            const query = field.value.trim();
            const all = await places;
            if (query !== field.value.trim()) { return; }
            const found = query ? ranked(all, query) : [];
            list.replaceChildren(...found.slice(0, most).map(place => entry(place, query)));
            const count = found.length === 1 ? 'One result' : `${found.length || 'No'} results`;
            status.textContent = !query ? '' : found.length > most ? `${count}; the first ${most} are shown` : count;
        }
        function entry({ address, breadcrumbs, body }, query) {
            const link = made('a', { href: here('#contents').dataset.root + address, textContent: breadcrumbs });
            const words = query.split(/\s+/).map(escaped);
            const word = new RegExp(`(${words.join('|')})`, 'gi');
            const at = Math.max(0, body.search(word));
            const from = at < 60 ? 0 : body.indexOf(' ', at - 60) + 1;
            const end = body.length <= from + 180 ? body.length : Math.max(body.lastIndexOf(' ', from + 180), from + 60);
            const parts = body.slice(from, end).split(word);
            const teaser = made('p', {}, ...parts.map((part, index) => (index % 2 ? made('mark', { textContent: part }) : part)), end < body.length ? ' …' : '');
            return made('li', {}, link, teaser);
        }
        field.addEventListener('input', search);
        list.addEventListener('click', event => {
            if (!event.target.closest('a')) { return; }
            // Going back restores the search.
            history.replaceState({ query: field.value }, '');
            panel.hidden = true;
            button.setAttribute('aria-expanded', false);
        });
        document.addEventListener('pointerdown', event => {
            if (!panel.hidden && !panel.contains(event.target) && !button.contains(event.target)) { panel.hidden = true; button.setAttribute('aria-expanded', false); }
        });
        panel.addEventListener('keydown', event => {
            const links = [...list.querySelectorAll('a')];
            const at = links.indexOf(document.activeElement);
            if (event.key === 'ArrowDown' && links[at + 1]) {
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
        return search;
    };

    // Normalizes a text for searching: lowercase, Persian letters for Arabic ones, no vowel marks or joiners.
    function plain(text) {
        return text.normalize('NFC').toLowerCase().replace(/[-‐‑]/g, ' ').replace(/[\u064b-\u0655\u0670\u200c\u200e\u200f]/g, '')
            .replace(/[يى]/g, 'ی').replace(/ك/g, 'ک').replace(/[أإ]/g, 'ا').replace(/ؤ/g, 'و').replace(/ۀ/g, 'ه');
    }

    // Stop words: ignored if the query has any other word.
    const idle = new Set('a an and are at be been between by can cannot do does for from how i in is it my not of on or the to vs what when why with'.split(' '));
    // Synonyms: words that readers type, and the book's word for the same thing.
    const others = { recursive: 'reentrant', lazy_static: 'lazylock', once_cell: 'oncelock', condvar: 'condvar', semaphore: 'permit' };
    // Weights of pages that should rank lower, such as lists of what others teach.
    const weights = { Listings: .3, Types: .2, Exercises: .3, 'Error codes': .5, Glossary: .36, Checking: .85, Misconceptions: .6, 'Spin lock': .55, 'Build a channel': .55, 'Build an Arc': .55, 'Build a mutex': .55, 'Build a condvar': .55, 'Build an RwLock': .55, 'Thread pool': .6, 'Lock-free': .55, 'What the machine does': .7, Async: .7 };

    // Returns the places that contain the words, best first: a word counts more in a heading than in the text, and more the rarer it is.
    function ranked(places, query) {
        const whole = plain(query);
        let words = whole.split(/[\s,;?]+/).filter(Boolean);
        const telling = words.filter(word => !idle.has(word));
        // A query that is just `for`, `while let` or `if let` asks about that keyword.
        if (telling.length && !/^(if|while) let$/.test(whole)) { words = telling; }
        const latin = /^[\x21-\x7e]+$/;
        // Latin words match at the start of a word, other scripts anywhere, because a pattern can't find their word boundaries.
        const pattern = word => new RegExp(latin.test(word) ? `(?<![a-z0-9])${escaped(word)}` : escaped(word), 'g');
        const patterns = words.map(word => [word, others[word]].filter(Boolean).map(pattern));
        const count = (text, [...all]) => all.reduce((sum, one) => sum + (text.match(one)?.length ?? 0), 0);
        const counts = places.map(place => patterns.map(all => [count(place.head, all), count(place.over, all), count(place.whole, all)]));
        const rarity = patterns.map((_, word) => Math.log(1 + places.length / (1 + counts.filter(of => of[word].some(Boolean)).length)));
        const phrase = words.length > 1 ? words.join(' ') : '';
        const scored = places.map((place, at) => {
            let [score, met] = [0, 0];
            counts[at].forEach(([head, over, body], word) => {
                if (head + over + body === 0) { return; }
                met += 1;
                score += rarity[word] * ((head ? 5 : 0) + (over ? 3 : 0) + Math.min(4, Math.sqrt(body)));
            });
            if (phrase && place.head.includes(phrase)) { score += 12; } else if (phrase && place.whole.includes(phrase)) { score += 4; }
            if (place.head === whole || place.head === phrase) { score += 8; }
            // A page ranks above its sections.
            if (met && place.title === place.page) { score *= 1.15; }
            return { place, score: score * (met / words.length) ** 3 * (weights[place.page] ?? 1) };
        });
        return scored.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score).map(({ place }) => place);
    }
    const escaped = word => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
})();
