// Tests every page on a phone, and at every width up to a wide desktop: nothing is cut off or jumps, nothing covers the search, and every figure has a description.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faintness, manyWereLookedAt } from './contrast.js';
import { look, shifts, watch } from './moves.js';
import { chapters, open, pages, tour } from './support.js';

const PHONES = [320, 390];
const WIDTHS = [...PHONES, 768, 1120, 1280, 1440, 1920];

const isChapter = name => chapters.includes(name);
const isNoPrint = name => name !== 'print.html';
let marks = 0;

// Runs in the page: returns what makes it wider than the window.
function sideways() {
    const room = document.documentElement.clientWidth;
    const over = [...document.body.querySelectorAll('*')].filter(box => box.getBoundingClientRect().right > room + 1 && !box.closest('pre, .table-wrapper, figure.figure, .unseen') && getComputedStyle(box).position !== 'fixed');
    return document.documentElement.scrollWidth > room ? [document.documentElement.scrollWidth, ...over.slice(0, 3).map(box => box.outerHTML.slice(0, 80))] : [];
}

tour(pages, { width: 390, height: 844, before: watch, pace: look }, [
    { asks: 'nothing visible moves while a page loads on a phone, however slowly', of: isNoPrint, ask: shifts },
    {
        asks: 'at 320 pixels, no page scrolls sideways, headings are in order, and every drawn figure has a text alternative',
        at: [320],
        async ask({ page, name }) {
            const wide = await page.evaluate(sideways);
            const told = wide.length ? [`is ${wide.join('; ')} wide`] : [];
            if (!isChapter(name)) { return told; }
            const levels = await page.locator('main :is(h1, h2, h3, h4, h5, h6)').evaluateAll(found => found.map(heading => [Number(heading.tagName[1]), heading.textContent]));
            if (levels.filter(([level]) => level === 1).length !== 1) { told.push('must have exactly one h1'); }
            levels.slice(1).forEach(([level, text], index) => {
                if (level > levels[index][0] + 1) { told.push(`"${text}" skips a level`); }
            });
            const mute = await page.locator('main svg').evaluateAll(found => found.filter(svg => !((svg.getAttribute('role') === 'img' || svg.querySelector('[role=button]')) && (svg.querySelector('title, desc') || svg.getAttribute('aria-label')))).map(svg => svg.outerHTML.slice(0, 80)));
            return [...told, ...mute.map(svg => `a figure without a text alternative: ${svg}`)];
        },
    },
    {
        asks: 'at every width, no page scrolls sideways, and every box that overflows shows it',
        at: WIDTHS,
        of: isNoPrint,
        async ask({ page }) {
            const found = await page.evaluate(() => {
                const cut = [...document.querySelectorAll('main pre, .table-wrapper, figure.figure')]
                    .filter(box => box.checkVisibility() && box.clientWidth && box.scrollWidth > box.clientWidth + 1 && !box.matches('.more'));
                return { sideways: document.documentElement.scrollWidth - innerWidth, cut: cut.map(box => box.closest('[id]')?.id ?? box.className) };
            });
            return [
                ...(found.sideways > 0 ? [`scrolls ${found.sideways} pixels sideways`] : []),
                ...found.cut.map(id => `#${id} overflows and doesn't show it`),
            ];
        },
    },
    {
        asks: 'on a phone, every figure and table fits, and no text in a figure is larger than the page text',
        at: PHONES,
        of: isChapter,
        ask: ({ page }) => page.evaluate(() => {
            const told = [];
            const text = parseFloat(getComputedStyle(document.querySelector('main')).fontSize);
            for (const figure of document.querySelectorAll('figure.figure')) {
                const drawings = [...figure.querySelectorAll('svg')].filter(drawing => drawing.getBoundingClientRect().width > 0);
                if (drawings.length !== 1) { told.push(`#${figure.id} shows ${drawings.length} drawings`); continue; }
                const box = drawings[0].getBoundingClientRect();
                if (box.left < 0 || box.right > innerWidth + .5) { told.push(`#${figure.id} is ${Math.round(box.width)} pixels wide and cut off`); }
                const scale = box.width / drawings[0].viewBox.baseVal.width;
                for (const words of drawings[0].querySelectorAll('text')) {
                    const size = parseFloat(getComputedStyle(words).fontSize) * scale;
                    if (size > text + .5) { told.push(`#${figure.id} has text of ${size.toFixed(1)} pixels on a page with text of ${text}`); break; }
                    if (size < 9.5) { told.push(`#${figure.id} has text of ${size.toFixed(1)} pixels, too small to read`); break; }
                }
            }
            for (const table of document.querySelectorAll('.table-wrapper:not(.steps .table-wrapper) table')) {
                const last = table.querySelector('tbody tr')?.lastElementChild.getBoundingClientRect();
                if (last && (last.right > innerWidth + .5 || last.width === 0)) { told.push(`the table below “${table.closest('main').querySelector('h1').textContent}” hides its last column, ${table.querySelector('thead')?.textContent.trim().slice(0, 40)}`); }
            }
            return told;
        }),
    },
    {
        asks: 'on a phone, every mark of a wrong outcome is visible next to its bar',
        at: [390],
        of: isChapter,
        async ask({ page }) {
            const found = await page.locator('.m-wrong').evaluateAll(all => all.map(mark => [mark.textContent, mark.getBoundingClientRect().right, mark.closest('pre').getBoundingClientRect().right]));
            marks += found.length;
            return found.filter(([, right, room]) => right > room).map(([text]) => `“${text.trim()}” is cut off; shorten it in tests/wrong.toml`);
        },
        finally: () => assert.ok(marks > 5, `only ${marks} outcomes have a mark`),
    },
    {
        asks: 'every word in a figure has a contrast of 4.5 to 1 and every line 3 to 1, in all themes, on a desktop and on a phone',
        at: [390, 1280],
        of: isChapter,
        ask: faintness,
        finally: manyWereLookedAt,
    },
]);

test('at 320 pixels, the contents and the search don\'t make the page wider', async () => {
    const { page, context } = await open(chapters[0], { width: 320, height: 640 });
    for (const button of ['#contents-button', '#search-button']) {
        assert.ok(await page.locator(button).isVisible(), `${button} isn't visible`);
        await page.click(button);
        assert.deepEqual(await page.evaluate(sideways), [], `${button} makes the page wider`);
        await page.keyboard.press('Escape');
    }
    await context.close();
});

test('at every width, nothing covers the search panel', async () => {
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

test('on a phone, one screen of the seat shows which threads can step, what has happened and the shared state', async () => {
    for (const [width, height] of [[390, 844], [320, 700]]) {
        const { page, context } = await open('data-races.html', { width, height });
        await page.locator('#data_races_lost_update .tools button', { hasText: 'Schedule' }).click();
        await page.locator('#data_races_lost_update > .seat .moves button').first().waitFor();
        const tall = await page.evaluate(() => {
            const seat = document.querySelector('.seat');
            return seat.querySelector('dl').getBoundingClientRect().bottom - seat.getBoundingClientRect().top + document.querySelector('.bar').offsetHeight;
        });
        assert.ok(tall <= height, `at ${width}x${height} the bar, and the seat down to the shared state, take ${tall} pixels`);
        // After two loads in a row, an update is lost: one goal is out of reach, and its row says so.
        await page.keyboard.press('1');
        await page.keyboard.press('2');
        const torn = await page.locator('.goals li').evaluateAll(all => all.filter(goal => goal.querySelector('button').getBoundingClientRect().top > goal.querySelector('span:nth-child(2)').getBoundingClientRect().bottom).map(goal => goal.textContent));
        assert.deepEqual(torn, [], `at ${width}x${height} the button of a goal is below it`);
        await context.close();
    }
});
