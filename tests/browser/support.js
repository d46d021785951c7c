// What the browser tests share: the built book behind a static server on this machine, one Chromium, and the book's own lists.
import { after } from 'node:test';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, resolve } from 'node:path';
import * as playwright from 'playwright-core';

export const root = resolve(import.meta.dirname, '../..');
export const book = process.env.BOOK ?? join(root, 'book');
const types = { '.html': 'text/html', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml', '.rs': 'text/plain' };

export const themes = ['light', 'rust', 'coal', 'navy', 'ayu'];

export function read(...parts) {
    return readFileSync(join(root, ...parts), 'utf8');
}

// Every page of the book, as the server names them.
// The whole book on one page comes first: it takes longest.
export const pages = readdirSync(book).filter(name => name.endsWith('.html')).sort((a, b) => (b === 'print.html') - (a === 'print.html') || (a < b ? -1 : 1));

// The pages that one reads: not the page of contents for small screens, not the whole book at once.
export const chapters = pages.filter(name => !['404.html', 'index.html', 'print.html', 'toc.html'].includes(name));

// Pages that come in pieces: after each the server waits for what stands here.
const paces = new Map();

const server = createServer(async (request, answer) => {
    const path = decodeURIComponent(new URL(request.url, 'http://127.0.0.1').pathname);
    const file = join(book, path.endsWith('/') ? `${path}index.html` : path);
    try {
        const body = file.startsWith(book) && statSync(file).isFile() ? readFileSync(file) : undefined;
        answer.writeHead(body ? 200 : 404, { 'content-type': `${types[extname(file)] ?? 'application/octet-stream'}; charset=utf-8` });
        const [pace, text] = [paces.get(path.slice(1)), body?.indexOf('<main')];
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

// The flags keep Chromium itself from asking for anything: the tests count requests.
export const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

const launch = options => playwright.chromium.launch({ executablePath: chromium, args: flags, ...options });
export const browser = await launch();

// A browser with scroll bars that take room, as on many a desk.
let barred;
export const withBars = () => (barred ??= launch({ ignoreDefaultArgs: ['--hide-scrollbars'] }));

after(async () => {
    await browser.close();
    await (await barred)?.close();
    server.close();
});

// Opens a page in a context of its own and tells what it asked for and complained of.
export async function open(name, { theme, width = 1280, height = 900, script = true, hash = '', permissions, before, pace, from = browser } = {}) {
    const context = await from.newContext({ viewport: { width, height }, javaScriptEnabled: script, permissions });
    if (theme) {
        await context.addInitScript(theme => localStorage.setItem('mdbook-theme', theme), theme);
    }
    if (before) { await context.addInitScript(before); }
    const page = await context.newPage();
    const [requests, complaints] = [[], []];
    page.on('request', request => requests.push(request.url()));
    page.on('console', message => {
        if (['error', 'warning'].includes(message.type())) { complaints.push(message.text()); }
    });
    page.on('pageerror', error => complaints.push(error.message));
    if (pace) { paces.set(name, () => pace(page)); }
    // The whole book on one page takes its time on a busy machine.
    await page.goto(site + name + hash, { waitUntil: 'load', timeout: 120_000 });
    paces.delete(name);
    return { page, context, requests, complaints };
}

// Runs the work for each item, a few at a time.
export async function each(items, work, workers = 4) {
    const left = [...items];
    await Promise.all(Array.from({ length: workers }, async () => {
        while (left.length) {
            await work(left.shift());
        }
    }));
}
