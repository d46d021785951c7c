// The page as a reader's browser shows it: every page of the built book, in every theme.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRequire } from 'node:module';
import { readFileSync, existsSync } from 'node:fs';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { chapters, each, open, pages, read, root, site, themes } from './support.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

// A page takes itself, a style sheet, two scripts and an icon; the Rust Book's page on shared state takes 30 requests and 352 kB compressed, by our count.
const MOST_REQUESTS = 5;
const MOST_BYTES = 30_000;

// All that is wrong is told at once, each with its page, theme and element.
function none(wrong) {
    assert.equal(wrong.length, 0, `\n${wrong.join('\n')}\n${wrong.length} to fix`);
}

test('there is a book with listings to look at', () => {
    assert.ok(chapters.length > 5, `book/ holds ${chapters.length} chapters; build it with \`mdbook build\``);
});

test('on no page in any theme does axe-core find anything, is anything asked outside the site, or is there a complaint of the security policy or of anything else', async () => {
    const wrong = [];
    await each(pages, async name => {
        const { page, context, requests, complaints } = await open(name, { theme: themes[0] });
        await page.evaluate(axe);
        for (const theme of themes) {
            if (await page.locator('#theme').count()) {
                await page.selectOption('#theme', theme);
            } else {
                await page.evaluate(theme => { document.documentElement.className = `js ${theme}`; }, theme);
            }
            const shown = await page.evaluate(() => document.documentElement.className.split(' '));
            if (!shown.includes(theme)) { wrong.push(`${name} in ${theme}: shows itself as ${shown}`); }
            // What does not depend on colors is the same in all themes: it is looked at once.
            const rules = theme === themes[0] ? {} : { runOnly: ['color-contrast', 'link-in-text-block'] };
            const { violations } = await page.evaluate(options => window.axe.run(document, options), { ...rules, resultTypes: ['violations'], preload: false });
            for (const { id, nodes } of violations) {
                wrong.push(...nodes.map(node => `${name} in ${theme}: ${id}: ${node.target.join(' ')}: ${(node.failureSummary ?? '').split('\n').slice(1).join(' ').trim()}`));
            }
        }
        wrong.push(...requests.filter(url => !url.startsWith(site)).map(url => `${name}: asks for ${url}`));
        wrong.push(...complaints.map(text => `${name}: complains: ${text}`));
        await context.close();
    }, 3);
    none(wrong);
});

test('the content security policy holds: an inline script does not run', async () => {
    const { page, context } = await open(chapters[0]);
    const ran = await page.evaluate(() => {
        const script = document.createElement('script');
        script.textContent = 'window.ran = true';
        document.body.append(script);
        return window.ran === true;
    });
    assert.equal(ran, false, `${chapters[0]}: runs an inline script`);
    await context.close();
});

test('no page scrolls sideways at 320 pixels, its headings are in order, and every drawn figure has words', async () => {
    const wrong = [];
    await each(pages, async name => {
        const { page, context } = await open(name, { width: 320, height: 640 });
        const look = async state => {
            const wide = await page.evaluate(() => {
                const room = document.documentElement.clientWidth;
                const over = [...document.body.querySelectorAll('*')].filter(box => box.getBoundingClientRect().right > room + 1 && !box.closest('pre, .table-wrapper, figure.figure, .unseen') && getComputedStyle(box).position !== 'fixed');
                return document.documentElement.scrollWidth > room ? [document.documentElement.scrollWidth, ...over.slice(0, 3).map(box => box.outerHTML.slice(0, 80))] : [];
            });
            if (wide.length) { wrong.push(`${name} at 320 px, ${state}: is ${wide.join('; ')} wide`); }
        };
        await look('as it opens');
        if (chapters.includes(name)) {
            const levels = await page.locator('main :is(h1, h2, h3, h4, h5, h6)').evaluateAll(found => found.map(heading => [Number(heading.tagName[1]), heading.textContent]));
            if (levels.filter(([level]) => level === 1).length !== 1) { wrong.push(`${name}: has not one h1`); }
            levels.slice(1).forEach(([level, text], index) => {
                if (level > levels[index][0] + 1) { wrong.push(`${name}: "${text}" skips a level`); }
            });
            const mute = await page.locator('main svg').evaluateAll(found => found.filter(svg => !((svg.getAttribute('role') === 'img' || svg.querySelector('[role=button]')) && (svg.querySelector('title, desc') || svg.getAttribute('aria-label')))).map(svg => svg.outerHTML.slice(0, 80)));
            wrong.push(...mute.map(svg => `${name}: a figure without words: ${svg}`));
        }
        // The bar is the same everywhere.
        for (const button of name === chapters[0] ? ['#contents-button', '#search-button'] : []) {
            if (await page.locator(button).isVisible()) {
                await page.click(button);
                await look(button);
                await page.keyboard.press('Escape');
            }
        }
        await context.close();
    });
    none(wrong);
});

test('without script everything is there to read, and no button is', async () => {
    const wrong = [];
    await each(pages, async name => {
        const { page, context } = await open(name, { script: false });
        const buttons = await page.locator('button:visible, select:visible, input:visible').count();
        if (buttons) { wrong.push(`${name} without script: shows ${buttons} controls that do nothing`); }
        // An answer opens without script, too, and may hold a listing.
        await page.evaluate(() => document.querySelectorAll('details').forEach(answer => { answer.open = true; }));
        const unread = await page.locator('figure.listing').evaluateAll(figures => figures.filter(figure => !figure.querySelector('pre > code')?.innerText.trim() || !/\.(rs|toml) · /.test(figure.querySelector('figcaption')?.innerText ?? '')).map(figure => figure.id));
        wrong.push(...unread.map(id => `${name} without script: #${id}: shows no code or no mark`));
        if (name !== 'toc.html' && !await page.locator('#contents a').first().isVisible()) { wrong.push(`${name} without script: has no contents`); }
        await context.close();
    });
    none(wrong);
});

// The listings of a page: address, the name in the caption, kind, and what the caption says.
async function listings(page) {
    return page.locator('figure.listing:has(code.language-rust)').evaluateAll(figures => figures.map(figure => ({
        id: figure.id,
        name: figure.querySelector('figcaption a').textContent,
        kind: figure.querySelector('figcaption b').className,
        words: figure.querySelector('figcaption').textContent,
    })));
}

// What the copy button of a listing must give: the whole program, or the whole type without its unit tests.
function source({ id, name, kind }) {
    if (kind === 'type') {
        const [, whole] = /\/\/ ANCHOR: rs\n([\s\S]*)\/\/ ANCHOR_END: rs\n/.exec(read('listings/src', name));
        return whole.replace(/^ *\/\/ ANCHOR(_END)?: .*\n/gm, '');
    }
    const file = ['examples', 'compile_fail'].map(folder => `listings/${folder}/${id}.rs`).find(file => existsSync(join(root, file)));
    return file && read(file);
}

const copied = new Map();

test('the copy button of every listing gives its file byte for byte', async () => {
    const wrong = [];
    let count = 0;
    // One page after the other: the clipboard is one.
    for (const name of chapters) {
        const { page, context } = await open(name, { permissions: ['clipboard-read', 'clipboard-write'] });
        for (const listing of await listings(page)) {
            const { id, kind } = listing;
            const [said, text] = await page.evaluate(async id => {
                const button = [...document.querySelectorAll(`#${id} .tools button`)].find(button => button.textContent === 'Copy');
                await navigator.clipboard.writeText('nothing');
                button.click();
                for (let wait = 0; wait < 200 && button.textContent === 'Copy'; wait += 1) { await new Promise(done => setTimeout(done, 10)); }
                return [button.textContent, await navigator.clipboard.readText()];
            }, id);
            if (said !== 'Copied') { wrong.push(`${name}: #${id}: says ${said} instead of Copied`); }
            if (text !== source(listing)) { wrong.push(`${name}: #${id}: copies something else than its file`); }
            copied.set(id, { text, kind });
            count += 1;
        }
        await context.close();
    }
    none(wrong);
    assert.ok(count > 0, 'no page has a listing');
});

test('only the link to the playground leaves the site, with the right edition and code, and a caption leads to a place in the book', async () => {
    const wrong = [];
    for (const name of chapters) {
        const { page, context } = await open(name);
        for (const listing of await listings(page)) {
            const { id, kind } = listing;
            const { away, says, file } = await page.evaluate(id => {
                const figure = document.getElementById(id);
                const away = figure.querySelector('.tools a[rel~="external"]');
                return { away: away?.href, says: away?.textContent, file: figure.querySelector('figcaption a').getAttribute('href') };
            }, id);
            if (!/^(types\.html)?#\w+$/.test(file)) { wrong.push(`${name}: #${id}: the caption leads to ${file}, which a browser may save instead of showing it`); }
            if (kind === 'type') {
                if (away) { wrong.push(`${name}: #${id}: is not a program and has a link to run it`); }
                continue;
            }
            const address = new URL(away ?? site);
            const right = address.origin === 'https://play.rust-lang.org' && address.searchParams.get('edition') === '2024' && address.searchParams.get('code') === source(listing);
            if (!right) { wrong.push(`${name}: #${id}: leads to another playground or code: ${address.href.slice(0, 90)}`); }
            if (!says?.includes('leaves this site')) { wrong.push(`${name}: #${id}: does not say that the playground is elsewhere`); }
        }
        await context.close();
    }
    none(wrong);
});

test('arrow keys turn the page, but not for a reader who is in code or in a field, who selects, or who has switched it off', async () => {
    const name = chapters.includes('mutex.html') ? 'mutex.html' : chapters[1];
    const { page, context } = await open(name);
    const next = await page.locator('.turn a[rel="next"]').getAttribute('href');
    const stays = async (state, key = 'ArrowRight') => {
        await page.keyboard.press(key);
        await page.waitForTimeout(100);
        assert.ok(page.url().includes(name), `${name}: ${key} turns the page ${state}`);
    };
    const leave = () => page.locator('main > p').first().click({ position: { x: 1, y: 1 } });
    // A press on code leaves the focus on the page: the browser says nothing of it but where the pointer was, and where the caret is.
    for (const [what, selector] of [['code', '.listing > pre'], ['a record', '.listing > p + pre'], ['a table', 'main table td'], ['a figure', '.figure svg']]) {
        const element = page.locator(selector).first();
        if (await element.count()) {
            await element.click({ position: { x: 60, y: 8 } });
            await stays(`after a press on ${what}`);
            await leave();
        }
    }
    await page.locator('.tools button').first().focus();
    await stays('with the focus on a tool');
    await page.locator('#theme').focus();
    await stays('with the focus on the theme');
    await page.evaluate(() => { document.activeElement.blur(); getSelection().selectAllChildren(document.querySelector('main p')); });
    await stays('while text is selected');
    // Caret browsing and screen readers move the selection, and no pointer.
    await page.evaluate(() => getSelection().collapse(document.querySelector('.listing > pre > code'), 0));
    await stays('while the caret is in code');
    await page.evaluate(() => getSelection().removeAllRanges());
    await leave();
    await stays('with a modifier', 'Control+ArrowRight');
    await page.locator('.keys input').uncheck();
    await leave();
    await stays('though the reader has switched it off');
    await page.reload();
    await stays('though the reader has switched it off before');
    await page.locator('.keys input').check();
    await leave();
    await page.keyboard.press('ArrowRight');
    await page.waitForURL(`**/${next}`);
    await page.keyboard.press('ArrowLeft');
    await page.waitForURL(`**/${name}`);
    await context.close();
});

test('every schedule of the tables can be played in the seat of their listing, and prints what its table says', async () => {
    const { page, context } = await open('data-races.html');
    const listing = await page.locator('.steps').getAttribute('data-listing');
    await page.locator(`#${listing} .tools button`, { hasText: 'Be the scheduler' }).click();
    const seat = page.locator(`#${listing} > .seat`);
    await seat.waitFor();
    const tables = await page.locator('.steps > details').evaluateAll(all => all.map(table => [table.querySelector('summary').textContent, [...table.querySelectorAll('tbody tr')].map(row => row.dataset.thread).filter(Boolean)]));
    assert.equal(tables.length, 6, 'data-races.html: not all schedules are there');
    for (const [summary, steps] of tables) {
        await page.keyboard.press('r');
        for (const [index, who] of steps.entries()) {
            const name = { A: 'thread 1', B: 'thread 2' }[who] ?? who;
            const row = seat.locator('.moves button[aria-disabled="false"]', { hasText: name });
            assert.equal(await row.count(), 1, `${summary}: ${who} cannot take step ${index + 1}`);
            await row.click();
        }
        // The return from `main` is a step there; a table ends before it.
        await page.keyboard.press('1');
        const printed = summary.split('prints ')[1];
        assert.ok((await seat.locator('.said').textContent()).includes(`It printed ${printed}.`), `${summary}: the seat ends with “${await seat.locator('.said').textContent()}”`);
    }
    await context.close();
});

test('without script every schedule is there as a table', async () => {
    const { page, context } = await open('data-races.html', { script: false });
    const tables = page.locator('.steps > details');
    assert.equal(await tables.count(), 6, 'data-races.html: not all schedules are there');
    for (const table of await tables.all()) {
        await table.locator('summary').click();
        assert.ok(await table.locator('tbody tr').last().isVisible(), 'data-races.html: a table does not open');
    }
    await context.close();
});

test('everything is reached and left by keyboard: skip link, contents, search', async () => {
    const { page, context } = await open('mutex.html', { width: 400 });
    const focus = () => page.evaluate(() => document.activeElement.id || document.activeElement.className);
    await page.keyboard.press('Tab');
    assert.equal(await focus(), 'skip', 'mutex.html: the first stop is not the skip link');
    await page.keyboard.press('Enter');
    assert.equal(await focus(), 'content', 'mutex.html: the skip link does not lead to the text');
    await page.locator('#contents-button').focus();
    await page.keyboard.press('Enter');
    assert.ok(await page.locator('#contents').isVisible(), 'mutex.html: the contents do not open');
    await page.keyboard.press('Escape');
    assert.ok(await page.locator('#contents').isHidden(), 'mutex.html: the contents do not close');
    assert.equal(await focus(), 'contents-button', 'mutex.html: the focus is lost with the contents');
    await page.keyboard.press('/');
    assert.equal(await focus(), 'search-field', 'mutex.html: `/` does not open the search');
    await page.keyboard.type('poison');
    await page.locator('#search-results a').first().waitFor();
    await page.keyboard.press('ArrowDown');
    assert.ok(await page.evaluate(() => document.activeElement.closest('#search-results') !== null), 'mutex.html: the results are not reached by arrow');
    await page.keyboard.press('Escape');
    assert.ok(await page.locator('#search').isHidden(), 'mutex.html: the search does not close');
    await context.close();
});

test('search works offline and leads to a place that exists', async () => {
    const { page, context, requests } = await open('mutex.html');
    assert.ok(!requests.some(url => url.includes('search')), 'mutex.html: loads the search before it is used');
    await page.click('#search-button');
    await page.fill('#search-field', 'guard');
    const first = page.locator('#search-results a').first();
    await first.waitFor();
    const to = new URL(await first.getAttribute('href'), page.url());
    const answer = await page.request.get(to.href);
    assert.ok(answer.ok() && (!to.hash || (await answer.text()).includes(`id="${to.hash.slice(1)}"`)), `search leads to ${to.href}`);
    assert.ok(requests.every(url => url.startsWith(site)), 'the search asks outside the site');
    await context.close();
});

test('a page from a folder, without a server, colors, copies and searches', async () => {
    const { page, context, complaints } = await open(chapters[0]);
    await page.goto(`file://${root}/book/mutex.html`);
    assert.ok(await page.locator('.t-keyword').count() > 0, 'file: mutex.html is not colored');
    await page.click('#search-button');
    await page.fill('#search-field', 'guard');
    await page.locator('#search-results a').first().waitFor();
    assert.deepEqual(complaints, [], 'file: mutex.html complains');
    await context.close();
});

// How much of the text area of its pages a PDF leaves empty below the last line.
function blank(pdf) {
    const folder = mkdtempSync(join(tmpdir(), 'guarded-paper-'));
    const drawn = spawnSync('pdftoppm', ['-r', '20', '-gray', pdf, join(folder, 'page')], { encoding: 'utf8' });
    assert.equal(drawn.status, 0, `pdftoppm draws no pages; install poppler-utils: ${drawn.error ?? drawn.stderr}`);
    const margin = Math.floor(18 / 25.4 * 20);
    let [empty, all] = [0, 0];
    for (const name of readdirSync(folder)) {
        const bytes = readFileSync(join(folder, name));
        // `P5`, width and height, the value of white, and a byte for each point.
        const [head, width, height] = /^P5\s(\d+) (\d+)\s255\s/.exec(bytes.subarray(0, 32).toString('latin1'));
        const points = bytes.subarray(head.length);
        const last = points.findLastIndex(point => point < 235);
        const below = height - margin - 1 - Math.floor(Math.max(last, 0) / width);
        empty += Math.max(0, below);
        all += height - 2 * margin;
    }
    rmSync(folder, { recursive: true });
    return empty / all;
}

test('the print page prints: figures unbroken, links as text, no buttons, and less than 8 % of the paper left empty', async () => {
    const { page, context } = await open('print.html');
    await page.emulateMedia({ media: 'print' });
    const found = await page.evaluate(() => ({
        controls: [...document.querySelectorAll('button, select, .tools, #contents, .bar')].filter(control => control.getClientRects().length).map(control => control.outerHTML.slice(0, 60)),
        broken: [...document.querySelectorAll('.figure, tr')].filter(box => getComputedStyle(box).breakInside !== 'avoid').length,
        cut: [...document.querySelectorAll('pre')].filter(pre => pre.scrollWidth > pre.clientWidth + 1).length,
        lines: [...document.querySelectorAll('main a')].filter(link => getComputedStyle(link).textDecorationLine !== 'none').length,
        closed: [...document.querySelectorAll('details > p')].filter(answer => !answer.getClientRects().length).length,
        narrow: [...document.querySelectorAll('figure.figure')].filter(figure => figure.querySelector('svg.narrow')?.getClientRects().length || !figure.querySelector('svg').getClientRects().length).map(figure => figure.id),
    }));
    assert.deepEqual(found, { controls: [], broken: 0, cut: 0, lines: 0, closed: 0, narrow: [] }, 'print.html on paper');
    const pdf = await page.pdf({ format: 'A4' });
    assert.ok(pdf.length > 100_000, 'print.html gives no PDF');
    mkdirSync(join(root, 'target/guarded'), { recursive: true });
    const file = join(root, 'target/guarded/book.pdf');
    writeFileSync(file, pdf);
    const share = blank(file);
    console.log(`# ${(100 * share).toFixed(1)} % of the paper is empty`);
    assert.ok(share < .08, `${(100 * share).toFixed(1)} % of the paper is empty below the last lines of pages; let boxes break in \`@media print\` of theme/css/general.css`);
    await context.close();
});

test('motion is reduced for those who ask for it', async () => {
    const { page, context } = await open('mutex.html');
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.locator('.tools button').first().click();
    const moving = await page.evaluate(() => document.getAnimations().length);
    assert.equal(moving, 0, 'mutex.html: something moves');
    await context.close();
});

test('right to left: the contents and the text change sides, code does not', async () => {
    const { page, context } = await open('mutex.html');
    await page.evaluate(() => { document.documentElement.dir = 'rtl'; });
    const found = await page.evaluate(() => ({
        contents: document.querySelector('#contents').getBoundingClientRect().right === document.documentElement.clientWidth,
        code: getComputedStyle(document.querySelector('pre')).direction,
        wide: document.documentElement.scrollWidth > document.documentElement.clientWidth,
    }));
    assert.deepEqual(found, { contents: true, code: 'ltr', wide: false });
    await context.close();
});

test('the page on mutexes is light: it takes five requests and 30 kB, compressed', async () => {
    const { page, context } = await open(chapters[0]);
    const sizes = new Map();
    page.on('response', response => sizes.set(response.url(), response.body().then(body => gzipSync(body, { level: 9 }).length, () => 0)));
    await page.goto(`${site}mutex.html`, { waitUntil: 'networkidle' });
    const each = await Promise.all([...sizes].map(async ([url, size]) => [url.slice(site.length), await size]));
    const bytes = each.reduce((sum, [, size]) => sum + size, 0);
    const told = `mutex.html: ${sizes.size} requests, ${bytes} bytes: ${each.map(([name, size]) => `${name} ${size}`).join(', ')}`;
    console.log(`# ${told}`);
    assert.ok(sizes.size <= MOST_REQUESTS, `${told}; fetch on demand what a page can do without`);
    assert.ok(bytes <= MOST_BYTES, `${told}; move what a page can do without from theme/book.js to src/scripts/`);
    await context.close();
});

test('twenty copied listings do what their records say in a project of their own', () => {
    const folder = mkdtempSync(join(tmpdir(), 'guarded-paste-'));
    const made = spawnSync('cargo', ['new', '--quiet', '--vcs', 'none', join(folder, 'pasted')], { encoding: 'utf8' });
    assert.equal(made.status, 0, made.stderr);
    const runs = [...copied].filter(([id, { kind }]) => kind === 'runs' && existsSync(join(root, `listings/examples/${id}.stdout`)));
    const step = Math.max(1, Math.floor(runs.length / 20));
    const wrong = [];
    for (const [id, { text }] of runs.filter((_, index) => index % step === 0).slice(0, 20)) {
        writeFileSync(join(folder, 'pasted/src/main.rs'), text);
        const ran = spawnSync('cargo', ['run', '--quiet'], { cwd: join(folder, 'pasted'), encoding: 'utf8', timeout: 60_000, env: { ...process.env, CARGO_TARGET_DIR: join(folder, 'target') } });
        if (ran.status !== 0 || ran.stdout !== read(`listings/examples/${id}.stdout`)) { wrong.push(`#${id} pasted into a new project: exit ${ran.status}: ${ran.stdout}${ran.stderr}`); }
    }
    rmSync(folder, { recursive: true });
    none(wrong);
    assert.ok(runs.length >= 20, `only ${runs.length} listings to paste`);
});
