// Shared by the browser tests: a local static server for the built book, one Chromium, the book's own lists, and the tour of all pages.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import * as playwright from 'playwright-core';

export const root = resolve(import.meta.dirname, '../..');
export const book = process.env.BOOK ?? join(root, 'book');
const types = { '.html': 'text/html', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml', '.rs': 'text/plain' };

export const themes = ['light', 'rust', 'coal', 'navy', 'ayu'];

export function read(...parts) {
    return readFileSync(join(root, ...parts), 'utf8');
}

// Every page of the book, as the server names them.
export const pages = readdirSync(book).filter(name => name.endsWith('.html')).sort();

// The chapters: every page but 404, index, the whole book on one page, and the contents for small screens.
export const chapters = pages.filter(name => !['404.html', 'index.html', 'print.html', 'toc.html'].includes(name));

// Pages that the server sends in pieces, and the function that it awaits after each piece.
const paces = new Map();

const server = createServer(async (request, answer) => {
    const path = decodeURIComponent(new URL(request.url, 'http://127.0.0.1').pathname);
    const file = join(book, path.endsWith('/') ? `${path}index.html` : path);
    try {
        const body = file.startsWith(book) && statSync(file).isFile() ? readFileSync(file) : undefined;
        const [pace, text] = [paces.get(path.slice(1)), body?.indexOf('<main')];
        // Compressed, as by every static host, except for a page in pieces: it'd be held back until a block is full.
        const zipped = !pace && body && types[extname(file)] ? { 'content-encoding': 'gzip' } : {};
        answer.writeHead(body ? 200 : 404, { 'content-type': `${types[extname(file)] ?? 'application/octet-stream'}; charset=utf-8`, ...zipped });
        if (zipped['content-encoding']) { answer.end(gzipSync(body)); return; }
        let sent = 0;
        for (const share of pace ? [.05, .3, .7] : []) {
            const end = Math.floor(text + (body.length - text) * share);
            answer.write(body.subarray(sent, end));
            sent = end;
            await pace();
        }
        answer.end(body?.subarray(sent));
    } catch {
        answer.writeHead(404);
        answer.end();
    }
});
await new Promise(done => server.listen(0, '127.0.0.1', done));
export const site = `http://127.0.0.1:${server.address().port}/`;

export const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium';

// These flags keep Chromium itself from making requests: the tests count them.
export const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

const launch = options => playwright.chromium.launch({ executablePath: chromium, args: flags, ...options });
export const browser = await launch();

// A browser whose scroll bars take up space, as on many desktops.
let barred;
export const withBars = () => (barred ??= launch({ ignoreDefaultArgs: ['--hide-scrollbars'] }));

after(async () => {
    await browser.close();
    await (await barred)?.close();
    server.close();
});

// Opens an empty page in its own context, with its requests and complaints recorded.
async function blank({ theme, width = 1280, height = 900, script = true, permissions, before, from = browser }) {
    const context = await from.newContext({ viewport: { width, height }, javaScriptEnabled: script, permissions });
    if (theme) {
        await context.addInitScript(theme => localStorage.setItem('mdbook-theme', theme), theme);
    }
    if (before) { await context.addInitScript(before); }
    const page = await context.newPage();
    const told = { requests: [], complaints: [] };
    page.on('request', request => told.requests.push(request.url()));
    page.on('console', message => {
        if (['error', 'warning'].includes(message.type())) { told.complaints.push(message.text()); }
    });
    page.on('pageerror', error => told.complaints.push(error.message));
    return { page, context, told };
}

async function load(page, name, { hash = '', pace }) {
    if (pace) { paces.set(name, () => pace(page)); }
    // The whole-book page loads slowly on a busy machine.
    await page.goto(site + name + hash, { waitUntil: 'load', timeout: 120_000 });
    paces.delete(name);
}

// Opens a page in its own context; returns it with its requests and complaints.
export async function open(name, how = {}) {
    const { page, context, told } = await blank(how);
    await load(page, name, how);
    return { page, context, ...told };
}

// Runs the work for each item, two at a time, because more would only wait for the two processors. `begin` creates what a worker keeps.
export async function each(items, work, begin = () => undefined) {
    const left = [...items];
    await Promise.all([1, 2].map(async () => {
        const own = await begin();
        while (left.length) {
            await work(left.shift(), own);
        }
    }));
}

// Fails with everything that's wrong at once.
export function none(wrong) {
    assert.equal(wrong.length, 0, `\n${wrong.join('\n')}\n${wrong.length} to fix`);
}

// Loads each page once, one after the other in two windows, and asks every question about it. Each question is its own test: `ask` returns what's wrong on a
// page, `at` lists the widths to ask at if not the one that the page was opened at, and `of` says which pages to ask about.
export function tour(names, how, questions) {
    const { width = 1280, height = 900 } = how;
    const answers = questions.map(() => ({ wrong: [], count: 0, milliseconds: 0 }));
    const widths = [undefined, ...new Set(questions.flatMap(({ at = [] }) => at))];
    const visit = async (name, { page, told }) => {
        Object.assign(told, { requests: [], complaints: [] });
        await page.setViewportSize({ width, height });
        await load(page, name, name === 'print.html' ? {} : how);
        for (const width of widths) {
            const asked = questions.filter(({ at = [undefined], of = () => true }) => at.includes(width) && of(name));
            if (width && asked.length) { await resize(page, width); }
            for (const question of asked) {
                const answer = answers[questions.indexOf(question)];
                const begun = performance.now();
                const wrong = await question.ask({ name, page, ...told }).catch(error => [`the question fails: ${error.stack}`]);
                answer.wrong.push(...wrong.map(what => `${name}${width ? ` at ${width}` : ''}: ${what}`));
                answer.count += 1;
                answer.milliseconds += performance.now() - begun;
            }
        }
    };
    // Every page gets a first-time reader.
    const begin = async () => {
        const tab = await blank({ ...how, theme: undefined });
        if (how.script !== false) {
            await tab.context.addInitScript(theme => {
                try { localStorage.clear(); localStorage.setItem('mdbook-theme', theme); } catch { /* An empty page has no storage. */ }
            }, how.theme ?? '');
        }
        return tab;
    };
    let visited;
    questions.forEach(({ asks, finally: last }, index) => test(asks, async about => {
        await (visited ??= each(names, visit, begin));
        const { wrong, count, milliseconds } = answers[index];
        about.diagnostic(`asked ${count} times in ${(milliseconds / 1000).toFixed(1)} s`);
        none(wrong);
        assert.ok(count > 0, 'was asked about no page');
        last?.();
    }));
}

// Resizes the window. The `ResizeObserver` runs in the next frame.
export async function resize(page, width, height = 900) {
    await page.setViewportSize({ width, height });
    await page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));
}
