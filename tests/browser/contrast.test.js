// The figures' words and lines can be told from what lies behind them, in every theme: axe-core leaves what stands on a drawing undecided.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chapters, each, open, themes } from './support.js';

// WCAG 2.2: letters of this size (1.4.3), and lines that one must see (1.4.11).
const [LETTERS, LINES] = [4.5, 3];

// In the page: what is too faint in the drawings that this window shows, and how many words and lines were looked at.
function faint([letters, lines]) {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const known = new Map();
    const channels = color => {
        if (!known.has(color)) {
            canvas.clearRect(0, 0, 1, 1);
            canvas.fillStyle = color;
            canvas.fillRect(0, 0, 1, 1);
            const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
            known.set(color, { color: [red, green, blue], alpha: alpha / 255 });
        }
        return known.get(color);
    };
    const over = (paint, opacity, below) => {
        const { color, alpha } = channels(paint);
        return color.map((part, at) => part * alpha * opacity + below[at] * (1 - alpha * opacity));
    };
    const luminance = color => {
        const [red, green, blue] = color.map(part => part / 255).map(part => (part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4));
        return .2126 * red + .7152 * green + .0722 * blue;
    };
    const contrast = (a, b) => {
        const [light, dark] = [luminance(a), luminance(b)].sort((a, b) => b - a);
        return (light + .05) / (dark + .05);
    };
    const told = [];
    let count = 0;
    for (const drawing of document.querySelectorAll('figure.figure svg.drawing')) {
        if (!drawing.getClientRects().length) { continue; }
        const id = drawing.closest('figure').id;
        let box = drawing;
        while (channels(getComputedStyle(box).backgroundColor).alpha < 1 && box.parentElement) { box = box.parentElement; }
        const paper = channels(getComputedStyle(box).backgroundColor).color;
        const areas = [...drawing.querySelectorAll('.lines > rect')].map(rect => ({ rect: rect.getBBox(), style: getComputedStyle(rect) })).filter(({ style }) => style.fill !== 'none');
        // What can lie behind a point: of a hatched area its lines and the room between them.
        const behind = (x, y) => {
            let colors = [paper];
            for (const { rect, style } of areas) {
                if (x < rect.x || x > rect.x + rect.width || y < rect.y || y > rect.y + rect.height) { continue; }
                const hatch = /url\("?(#[^")]+)/.exec(style.fill);
                const paint = hatch ? getComputedStyle(drawing.querySelector(`${hatch[1]} path`)) : style;
                const painted = colors.map(color => (hatch ? over(paint.stroke, Number(paint.strokeOpacity), color) : over(paint.fill, Number(paint.fillOpacity), color)));
                colors = hatch ? [...colors, ...painted] : painted;
            }
            return colors;
        };
        for (const words of drawing.querySelectorAll('text')) {
            const style = getComputedStyle(words);
            const { x, y, width, height } = words.getBBox();
            const least = Math.min(...[.05, .5, .95].flatMap(share => behind(x + width * share, y + height / 2)).map(color => contrast(over(style.fill, Number(style.fillOpacity), color), color)));
            count += 1;
            if (least < letters) { told.push(`#${id}: “${words.textContent}” has a contrast of ${least.toFixed(2)}, at least ${letters}`); }
        }
        for (const line of drawing.querySelectorAll('.lines > :not(.hair, .band, defs)')) {
            const style = getComputedStyle(line);
            const seen = contrast(over(style.stroke, Number(style.strokeOpacity), paper), paper);
            count += 1;
            if (seen < lines) { told.push(`#${id}: ${line.outerHTML.slice(0, 70)} has a contrast of ${seen.toFixed(2)}, at least ${lines}`); }
        }
    }
    return { told, count };
}

test('every word of a figure stands out by 4.5 to 1 and every line by 3 to 1, in all themes, on a desk and on a phone', async () => {
    const wrong = [];
    let count = 0;
    await each(chapters, async name => {
        const { page, context } = await open(name);
        if (await page.locator('figure.figure svg').count()) {
            for (const theme of themes) {
                await page.selectOption('#theme', theme);
                for (const width of [1280, 390]) {
                    await page.setViewportSize({ width, height: 900 });
                    const found = await page.evaluate(faint, [LETTERS, LINES]);
                    count += found.count;
                    wrong.push(...found.told.map(what => `${name} in ${theme} at ${width}: ${what}`));
                }
            }
        }
        await context.close();
    }, 2);
    assert.equal(wrong.length, 0, `\n${wrong.join('\n')}\n${wrong.length} to fix: colors are in theme/css, opacities in crates/figures/src/figure/write.rs`);
    assert.ok(count > 10_000, `looked at ${count} words and lines`);
});
