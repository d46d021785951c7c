// Every page at the widths of phones, tablets and desks: nothing is cut, nothing lies under anything, nothing jumps.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { book, chapters, each, open, pages, withBars } from './support.js';

const PHONES = [320, 390];
const WIDTHS = [...PHONES, 768, 1120, 1280, 1440, 1920];

function none(wrong) {
    assert.equal(wrong.length, 0, `\n${wrong.join('\n')}\n${wrong.length} to fix`);
}

test('at every width no page scrolls sideways, and what goes on beyond an edge shows it', async () => {
    const wrong = [];
    await each(pages.filter(name => name !== 'print.html'), async name => {
        const { page, context } = await open(name);
        for (const width of WIDTHS) {
            await page.setViewportSize({ width, height: 900 });
            // The observer of sizes runs with the next frame.
            await page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));
            const found = await page.evaluate(() => {
                const cut = [...document.querySelectorAll('main pre, .table-wrapper, figure.figure')]
                    .filter(box => box.checkVisibility() && box.clientWidth && box.scrollWidth > box.clientWidth + 1 && !box.matches('.more'));
                return { sideways: document.documentElement.scrollWidth - innerWidth, cut: cut.map(box => box.closest('[id]')?.id ?? box.className) };
            });
            if (found.sideways > 0) { wrong.push(`${name} at ${width}: scrolls ${found.sideways} pixels sideways`); }
            wrong.push(...found.cut.map(id => `${name} at ${width}: #${id} goes on beyond its edge and does not show it`));
        }
        await context.close();
    });
    none(wrong);
});

test('on a phone every figure and every table is whole, and no letter of a figure is larger than the text', async () => {
    const wrong = [];
    await each(chapters, async name => {
        const { page, context } = await open(name);
        for (const width of PHONES) {
            await page.setViewportSize({ width, height: 844 });
            await page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));
            wrong.push(...(await page.evaluate(() => {
                const told = [];
                const text = parseFloat(getComputedStyle(document.querySelector('main')).fontSize);
                for (const figure of document.querySelectorAll('figure.figure')) {
                    const drawings = [...figure.querySelectorAll('svg')].filter(drawing => drawing.getBoundingClientRect().width > 0);
                    if (drawings.length !== 1) { told.push(`#${figure.id} shows ${drawings.length} drawings`); continue; }
                    const box = drawings[0].getBoundingClientRect();
                    if (box.left < 0 || box.right > innerWidth + .5) { told.push(`#${figure.id} is ${Math.round(box.width)} pixels wide and cut`); }
                    const scale = box.width / drawings[0].viewBox.baseVal.width;
                    for (const words of drawings[0].querySelectorAll('text')) {
                        const size = parseFloat(getComputedStyle(words).fontSize) * scale;
                        if (size > text + .5) { told.push(`#${figure.id} has letters of ${size.toFixed(1)} pixels in a text of ${text}`); break; }
                        if (size < 9.5) { told.push(`#${figure.id} has letters of ${size.toFixed(1)} pixels, too small to read`); break; }
                    }
                }
                for (const table of document.querySelectorAll('.table-wrapper:not(.steps .table-wrapper) table')) {
                    const last = table.querySelector('tbody tr')?.lastElementChild.getBoundingClientRect();
                    if (last && (last.right > innerWidth + .5 || last.width === 0)) { told.push(`the table below “${table.closest('main').querySelector('h1').textContent}” hides its last column, ${table.querySelector('thead')?.textContent.trim().slice(0, 40)}`); }
                }
                return told;
            })).map(what => `${name} at ${width}: ${what}`));
        }
        await context.close();
    });
    none(wrong);
});

test('at every width the search panel lies above everything else', async () => {
    const { page, context } = await open(chapters[3]);
    for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        await page.locator('#search-button').click();
        const covered = await page.evaluate(() => {
            const panel = document.querySelector('#search');
            const { left, right, top, bottom } = panel.getBoundingClientRect();
            const corners = [[left + 4, top + 4], [right - 12, top + 4], [left + 4, bottom - 6], [right - 12, bottom - 6]];
            return corners.filter(([x, y]) => !panel.contains(document.elementFromPoint(x, y)));
        });
        assert.deepEqual(covered, [], `at ${width} the search panel is covered`);
        await page.keyboard.press('Escape');
    }
    await context.close();
});

// In the page: keeps where everything is seen, and tells what has moved since the last look.
function watch() {
    const places = new WeakMap();
    window.moved = [];
    window.look = () => {
        for (const box of document.querySelectorAll('body *:not(svg *, .unseen)')) {
            if (!box.checkVisibility({ visibilityProperty: true })) { continue; }
            const { left, top, width, height } = box.getBoundingClientRect();
            if (!width || !height) { continue; }
            const [x, y] = [left + scrollX, top + scrollY];
            const before = places.get(box) ?? [x, y];
            places.set(box, [x, y]);
            if (Math.abs(x - before[0]) > .5 || Math.abs(y - before[1]) > .5) {
                window.moved.push(`${box.localName} “${box.textContent.trim().replace(/\s+/g, ' ').slice(0, 30)}” in #${box.closest('[id]')?.id} moves by ${x - before[0]}, ${y - before[1]} pixels`);
            }
        }
    };
    // What moves in the window, as Chromium sees it.
    window.shift = 0;
    new PerformanceObserver(list => list.getEntries().forEach(({ value, sources }) => {
        window.shift += value;
        window.moved.push(...sources.map(({ node }) => `${(node?.outerHTML ?? node?.data ?? '').replace(/\s+/g, ' ').slice(0, 60)} shifts`));
    })).observe({ type: 'layout-shift', buffered: true });
}

// Waits until the page has read all that has come of it, has painted that, and has been looked at.
const look = page => page.waitForFunction(() => document.querySelector('main') && new Promise(done => {
    let count;
    const next = () => {
        const now = document.getElementsByTagName('*').length;
        if (now === count) { window.look(); done(true); return; }
        count = now;
        requestAnimationFrame(() => requestAnimationFrame(next));
    };
    next();
}));

test('nothing that is seen moves while a page comes in, however slowly, and at 1280 pixels a caption is one row', async () => {
    const wrong = [];
    const desk = await withBars();
    for (const [width, height, from] of [[1280, 900, desk], [390, 844]]) {
        await each(pages.filter(name => name !== 'print.html'), async name => {
            const { page, context } = await open(name, { width, height, from, before: watch, pace: look });
            await look(page);
            const { shift, moved, tall } = await page.evaluate(() => ({
                shift: window.shift,
                moved: window.moved,
                tall: [...document.querySelectorAll('.listing > figcaption')].filter(caption => caption.getBoundingClientRect().height > 48).map(caption => caption.parentElement.id),
            }));
            // What is below the window may still move: nobody sees it.
            if (shift >= .02) { wrong.push(`${name} at ${width}: its layout shifts by ${shift.toFixed(3)}: ${moved.slice(0, 3).join('; ')}: what the script adds is to be there before it is painted, as in \`setUpPart\` of theme/book.js`); }
            if (width === 1280) { wrong.push(...tall.map(id => `${name}: the caption of #${id} takes more than one row`)); }
            await context.close();
        });
    }
    none(wrong);
});

test('every whole program numbers its lines, and a line that is named is marked in the code', async () => {
    const wrong = [];
    await each(chapters.filter(name => name !== 'types.html'), async name => {
        const { page, context } = await open(name);
        wrong.push(...(await page.evaluate(() => {
            const told = [];
            for (const figure of document.querySelectorAll('.listing:not(:has(.type)):has(> pre > .language-rust)')) {
                const pre = figure.querySelector('pre');
                const numbers = getComputedStyle(pre, '::before').content;
                if (!/^"1(\\a |\n)2/i.test(numbers)) { told.push(`#${figure.id} does not number its lines: ${numbers.slice(0, 20)}`); }
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
        })).map(what => `${name}: ${what}`));
        await context.close();
    });
    none(wrong);
});

test('on a phone the seat shows who can step, what has happened and what is shared at once', async () => {
    for (const [width, height] of [[390, 844], [320, 700]]) {
        const { page, context } = await open('data-races.html', { width, height });
        await page.locator('#data_races_lost_update .tools button', { hasText: 'Be the scheduler' }).click();
        await page.locator('#data_races_lost_update > .seat .moves button').first().waitFor();
        const tall = await page.evaluate(() => {
            const seat = document.querySelector('.seat');
            return seat.querySelector('dl').getBoundingClientRect().bottom - seat.getBoundingClientRect().top + document.querySelector('.bar').offsetHeight;
        });
        assert.ok(tall <= height, `at ${width}x${height} the bar, and the seat down to what is shared, take ${tall} pixels`);
        await context.close();
    }
});

test('on a phone every mark of a wrong outcome is seen beside its bar', async () => {
    const wrong = [];
    const marked = chapters.filter(name => readFileSync(join(book, name), 'utf8').includes('✗ '));
    assert.ok(marked.length > 5, `only ${marked.length} pages have a mark; build the book by \`cargo xtask build\``);
    await each(marked, async name => {
        const { page, context } = await open(name, { width: 390, height: 844, before: () => localStorage.setItem('mdbook-guess', 'off') });
        const found = await page.locator('.m-wrong').evaluateAll(all => all.map(mark => [mark.textContent, mark.getBoundingClientRect().right, mark.closest('pre').getBoundingClientRect().right]));
        wrong.push(...found.filter(([, right, room]) => right > room).map(([text]) => `${name}: “${text.trim()}” is cut; say it in fewer letters in tests/wrong.toml`));
        await context.close();
    });
    none(wrong);
});
