// Tests every page on a desktop: axe-core's findings, layout shifts, listings and their tools.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { findings } from './axe.js';
import { join } from 'node:path';
import { copies, listings, source } from './listings.js';
import { look, shifts, watch } from './moves.js';
import { chapters, pages, read, root, site, tour, withBars } from './support.js';

const isChapter = name => chapters.includes(name);
const isNoPrint = name => name !== 'print.html';
const desk = await withBars();
let copied = 0;

// The whole-book page is last: its elements are those of the chapters.
tour([...pages.filter(isNoPrint), 'print.html'], { from: desk, theme: 'light', permissions: ['clipboard-read', 'clipboard-write'], before: watch, pace: look }, [
    { asks: 'nothing visible moves while a page loads on a desktop, however slowly', of: isNoPrint, ask: shifts },
    {
        asks: 'at 1280 pixels, a caption and its tools fit on one row',
        of: isNoPrint,
        async ask({ page }) {
            const tall = await page.locator('.listing > .tools').evaluateAll(all => all.filter(tools => tools.checkVisibility() && tools.getBoundingClientRect().bottom - tools.parentElement.getBoundingClientRect().top > 48).map(tools => tools.parentElement.id));
            return tall.map(id => `the caption of #${id} and its tools take more than one row`);
        },
    },
    {
        asks: 'the copy button of every listing copies its file byte for byte',
        of: isChapter,
        async ask({ page }) {
            const told = [];
            for (const [listing, said, text] of await copies(page)) {
                if (said !== 'Copied') { told.push(`#${listing.id}: says ${said} instead of Copied`); }
                if (text !== source(listing)) { told.push(`#${listing.id}: copies something other than its file`); }
                copied += 1;
            }
            return told;
        },
        finally: () => assert.ok(copied > 100, `only ${copied} listings were copied`),
    },
    {
        asks: 'only the playground link leaves the site, with the right edition and code, and every caption links to a place in the book',
        of: isChapter,
        async ask({ page }) {
            const told = [];
            for (const listing of await listings(page)) {
                const { id, kind, away, says, file } = listing;
                if (!/^(types\.html)?#\w+$/.test(file)) { told.push(`#${id}: the caption leads to ${file}, which a browser may save instead of showing it`); }
                if (kind === 'type') {
                    if (away) { told.push(`#${id}: isn't a program, but has a link to run it`); }
                    continue;
                }
                const address = new URL(away ?? site);
                const right = address.origin === 'https://play.rust-lang.org' && address.searchParams.get('edition') === '2024' && address.searchParams.get('code') === source(listing);
                if (!right) { told.push(`#${id}: links to the wrong playground or code: ${address.href.slice(0, 90)}`); }
                if (!says?.includes('leaves this site')) { told.push(`#${id}: doesn't say that the playground leaves this site`); }
            }
            return told;
        },
    },
    {
        asks: 'every whole program has line numbers, and pointing at a named line marks it in the code',
        of: name => isChapter(name) && name !== 'types.html',
        ask: ({ page }) => page.evaluate(() => {
            const told = [];
            for (const figure of document.querySelectorAll('.listing:not(:has(.type)):has(> pre > .language-rust)')) {
                const pre = figure.querySelector('pre');
                const numbers = getComputedStyle(pre, '::before').content;
                if (!/^"1(\\a |\n)2/i.test(numbers)) { told.push(`#${figure.id} has no line numbers: ${numbers.slice(0, 20)}`); }
                const lines = pre.textContent.split('\n').length;
                if (lines > 120) { told.push(`#${figure.id} has more lines than the style sheet numbers`); }
                const drawings = [...document.querySelectorAll(`.drawing[data-listing="${figure.id}"]`)];
                told.push(...drawings.filter(drawing => !drawing.querySelector('[data-line][tabindex]')).map(drawing => `#${drawing.closest('figure').id} names no line of #${figure.id}`));
                for (const place of [figure, ...drawings].flatMap(box => [...box.querySelectorAll('[data-line]')])) {
                    place.dispatchEvent(new PointerEvent('pointerenter'));
                    const mark = pre.querySelector('.here');
                    const middle = mark && mark.getBoundingClientRect().top + mark.getBoundingClientRect().height / 2;
                    const code = pre.querySelector('code').getBoundingClientRect();
                    const line = mark && Math.floor((middle - code.top) / (code.height / lines)) + 1;
                    if (!mark || mark.hidden || Math.abs(line - place.dataset.line) > 0) { told.push(`#${figure.id}: “${place.textContent}” marks line ${line}`); }
                    place.dispatchEvent(new PointerEvent('pointerleave'));
                    if (mark && !mark.hidden) { told.push(`#${figure.id}: “${place.textContent}” stays marked`); }
                }
            }
            return told;
        }),
    },
    {
        asks: 'every listing with several outcomes has seat data, which matches the code on the page',
        of: isChapter,
        async ask({ page }) {
            const told = [];
            const shown = await page.locator('figure.listing:has(> .tools button[aria-expanded])').evaluateAll(all => all.map(figure => [figure.id, figure.querySelector('pre > code').textContent.split('\n').length]));
            for (const [id, lines] of shown) {
                if (!existsSync(join(root, `src/seats/${id}.json`))) { told.push(`#${id} has no seat data`); continue; }
                const last = Math.max(0, ...(JSON.parse(read('src/seats', `${id}.json`)).stands ?? []).map(([, , line]) => line));
                if (last > lines) { told.push(`the seat has a thread at line ${last} of #${id}, which has ${lines}`); }
            }
            return told;
        },
    },
    { asks: 'axe-core finds nothing on any page in any theme', ask: findings },
    {
        asks: 'no page requests anything from outside the site, breaks the security policy, or logs an error or a warning',
        ask: async ({ requests, complaints }) => [
            ...requests.filter(url => !url.startsWith(site)).map(url => `requests ${url}`),
            ...complaints.map(text => `logs: ${text}`),
        ],
    },
]);
