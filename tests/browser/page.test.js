// Tests what a reader does with a page: keys, search, printing, reading without JavaScript, pasting listings into a project.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { copies } from './listings.js';
import { book, chapters, each, none, open, pages, read, root, site, tour } from './support.js';

// A page requests itself, a style sheet, two scripts and an icon; the Rust Book's page on shared state takes 30 requests and 352 kB compressed, by our count.
const MOST_REQUESTS = 5;
const MOST_BYTES = 30_000;

test('there is a built book with chapters to test', () => {
    assert.ok(chapters.length > 5, `book/ holds ${chapters.length} chapters; build it with \`mdbook build\``);
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

tour(pages, { script: false }, [{
    asks: 'without JavaScript, everything can be read and no controls are shown',
    async ask({ page, name }) {
        const told = [];
        const buttons = await page.locator('button:visible, select:visible, input:visible').count();
        if (buttons) { told.push(`shows ${buttons} controls that do nothing`); }
        // An answer opens without JavaScript, too, and may contain a listing.
        await page.evaluate(() => document.querySelectorAll('details').forEach(answer => { answer.open = true; }));
        const unread = await page.locator('figure.listing').evaluateAll(figures => figures.filter(figure => !figure.querySelector('pre > code')?.innerText.trim() || !/\.(rs|toml) · /.test(figure.querySelector('figcaption')?.innerText ?? '')).map(figure => figure.id));
        told.push(...unread.map(id => `#${id}: shows no code or no mark`));
        if (name !== 'toc.html' && !await page.locator('#contents a').first().isVisible()) { told.push('has no contents'); }
        return told;
    },
}]);

test('arrow keys turn the page, unless the reader is in code or a field, has selected text, or has turned them off', async () => {
    const name = chapters.includes('mutex.html') ? 'mutex.html' : chapters[1];
    const { page, context } = await open(name);
    const next = await page.locator('.turn a[rel="next"]').getAttribute('href');
    // A key that turns the page has its default action prevented.
    const stays = async (state, key = 'ArrowRight') => {
        await page.evaluate(() => addEventListener('keydown', event => { window.taken = event.defaultPrevented; }, { once: true }));
        await page.keyboard.press(key);
        assert.equal(await page.evaluate(() => window.taken).catch(() => 'and has left'), false, `${name}: ${key} turns the page ${state}`);
    };
    const leave = () => page.locator('main > p').first().click({ position: { x: 1, y: 1 } });
    // Clicking code leaves the focus on the page: only the pointer's position and the caret's tell where the click was.
    for (const [what, selector] of [['code', '.listing > pre'], ['a record', '.listing > p + pre'], ['a table', 'main table td'], ['a figure', '.figure svg']]) {
        const element = page.locator(selector).first();
        if (await element.count()) {
            await element.click({ position: { x: 60, y: 8 } });
            await stays(`after a click on ${what}`);
            await leave();
        }
    }
    await page.locator('.tools button').first().focus();
    await stays('with the focus on a tool');
    await page.locator('#theme').focus();
    await stays('with the focus on the theme');
    await page.evaluate(() => { document.activeElement.blur(); getSelection().selectAllChildren(document.querySelector('main p')); });
    await stays('while text is selected');
    // Caret browsing and screen readers move the selection, but not a pointer.
    await page.evaluate(() => getSelection().collapse(document.querySelector('.listing > pre > code'), 0));
    await stays('while the caret is in code');
    await page.evaluate(() => getSelection().removeAllRanges());
    await leave();
    await stays('with a modifier', 'Control+ArrowRight');
    await page.locator('.keys input').uncheck();
    await leave();
    await stays('though the reader has turned it off');
    await page.reload();
    await stays('though the reader turned it off before the reload');
    await page.locator('.keys input').check();
    await leave();
    await page.keyboard.press('ArrowRight');
    await page.waitForURL(`**/${next}`);
    await page.keyboard.press('ArrowLeft');
    await page.waitForURL(`**/${name}`);
    await context.close();
});

test('every schedule in the tables can be played in its listing\'s seat, and prints what its table says', async () => {
    const { page, context } = await open('data-races.html');
    const listing = await page.locator('.steps').getAttribute('data-listing');
    await page.locator(`#${listing} .tools button`, { hasText: 'Schedule' }).click();
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
        // In the seat, returning from `main` is a step; a table ends before it.
        await page.keyboard.press('1');
        const printed = summary.split('prints ')[1];
        assert.ok((await seat.locator('.said').textContent()).includes(`It printed ${printed}.`), `${summary}: the seat ends with “${await seat.locator('.said').textContent()}”`);
    }
    await context.close();
});

test('without JavaScript, every schedule is shown as a table', async () => {
    const { page, context } = await open('data-races.html', { script: false });
    const tables = page.locator('.steps > details');
    assert.equal(await tables.count(), 6, 'data-races.html: not all schedules are there');
    for (const table of await tables.all()) {
        await table.locator('summary').click();
        assert.ok(await table.locator('tbody tr').last().isVisible(), 'data-races.html: a table does not open');
    }
    await context.close();
});

test('the skip link, the contents and the search can be entered and left by keyboard', async () => {
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
    assert.ok(await page.evaluate(() => document.activeElement.closest('#search-results') !== null), 'mutex.html: the arrow keys do not reach the results');
    await page.keyboard.press('Escape');
    assert.ok(await page.locator('#search').isHidden(), 'mutex.html: the search does not close');
    await context.close();
});

test('the search requests nothing outside the site and leads to a place that exists', async () => {
    const { page, context, requests } = await open('mutex.html');
    assert.ok(!requests.some(url => url.includes('search')), 'mutex.html: loads the search before it is used');
    await page.click('#search-button');
    await page.fill('#search-field', 'guard');
    const first = page.locator('#search-results a').first();
    await first.waitFor();
    const to = new URL(await first.getAttribute('href'), page.url());
    const answer = await page.request.get(to.href);
    assert.ok(answer.ok() && (!to.hash || (await answer.text()).includes(`id="${to.hash.slice(1)}"`)), `search leads to ${to.href}`);
    assert.ok(requests.every(url => url.startsWith(site)), 'the search requests something outside the site');
    await context.close();
});

test('a page opened from a folder, without a server, is colored and can be searched', async () => {
    const { page, context, complaints } = await open(chapters[0]);
    await page.goto(`file://${root}/book/mutex.html`);
    assert.ok(await page.locator('.t-keyword').count() > 0, 'file: mutex.html is not colored');
    await page.click('#search-button');
    await page.fill('#search-field', 'guard');
    await page.locator('#search-results a').first().waitFor();
    assert.deepEqual(complaints, [], 'file: mutex.html complains');
    await context.close();
});

// Returns the share of a PDF's text area that's empty below the last line of each page.
function blank(pdf) {
    const folder = mkdtempSync(join(tmpdir(), 'guarded-paper-'));
    const drawn = spawnSync('pdftoppm', ['-r', '20', '-gray', pdf, join(folder, 'page')], { encoding: 'utf8' });
    assert.equal(drawn.status, 0, `pdftoppm renders no pages; install poppler-utils: ${drawn.error ?? drawn.stderr}`);
    const margin = Math.floor(18 / 25.4 * 20);
    let [empty, all] = [0, 0];
    for (const name of readdirSync(folder)) {
        const bytes = readFileSync(join(folder, name));
        // `P5`, width and height, the value of white, then a byte per pixel.
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

test('the print page prints with unbroken figures, links as text, no buttons, and less than 8 % of the paper left empty', async () => {
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

test('nothing moves for a reader who asks for reduced motion', async () => {
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

test('the page on mutexes is light: it takes at most five requests and 30 kB, compressed', async () => {
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

test('twenty listings, pasted into a new project, do what their records say', async () => {
    // Each with the page that shows it.
    const all = chapters.flatMap(page => [...readFileSync(join(book, page), 'utf8').matchAll(/<figure class="listing" id="(\w+)"/g)].map(([, id]) => ({ id, page })));
    const runs = all.filter(({ id }) => existsSync(join(root, `listings/examples/${id}.stdout`)) && !existsSync(join(root, `listings/examples/${id}.stderr`)));
    assert.ok(runs.length >= 20, `only ${runs.length} listings to paste`);
    const chosen = runs.filter((_, index) => index % Math.floor(runs.length / 20) === 0).slice(0, 20);
    const folder = mkdtempSync(join(tmpdir(), 'guarded-paste-'));
    const cargo = (...words) => spawnSync('cargo', words, { cwd: folder, encoding: 'utf8', timeout: 120_000, env: { ...process.env, CARGO_TARGET_DIR: join(folder, 'target') } });
    const made = cargo('init', '--quiet', '--vcs', 'none', '--name', 'pasted');
    assert.equal(made.status, 0, made.stderr);
    mkdirSync(join(folder, 'src/bin'));
    await each([...new Set(chosen.map(({ page }) => page))], async name => {
        const { page, context } = await open(name, { permissions: ['clipboard-read', 'clipboard-write'] });
        for (const [{ id }, , text] of await copies(page, ({ id }) => chosen.some(one => one.id === id))) { writeFileSync(join(folder, `src/bin/${id}.rs`), text); }
        await context.close();
    });
    // All at once, on every processor.
    const built = cargo('build', '--quiet', '--bins');
    const wrong = built.status === 0 ? [] : [`pasted into a new project: ${built.stderr}`];
    for (const { id } of built.status === 0 ? chosen : []) {
        const ran = spawnSync(join(folder, 'target/debug', id), { encoding: 'utf8', timeout: 10_000 });
        if (ran.status !== 0 || ran.stdout !== read(`listings/examples/${id}.stdout`)) { wrong.push(`#${id} pasted into a new project: exit ${ran.status}: ${ran.stdout}${ran.stderr}`); }
    }
    rmSync(folder, { recursive: true });
    none(wrong);
});
