// Checks that the words and lines of figures have enough contrast in every theme, because axe-core can't decide that for drawings.
import assert from 'node:assert/strict';
import { themes } from './support.js';

// Minimum contrasts in WCAG 2.2: for text this size (1.4.3), and for lines that must be visible (1.4.11).
const [LETTERS, LINES] = [4.5, 3];

let looked = 0;

// Runs in the page: returns what is too faint in the drawings that this window shows, in each theme, and how many words and lines it checked.
function faint([letters, lines, themes]) {
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
    // Positions don't depend on the theme.
    const drawings = [...document.querySelectorAll('figure.figure svg.drawing')].filter(drawing => drawing.getClientRects().length).map(drawing => {
        const id = drawing.closest('figure').id;
        const areas = [...drawing.querySelectorAll('.lines > rect')].map(rect => ({ rect: rect.getBBox(), style: getComputedStyle(rect) }));
        const painted = (x, y) => areas.filter(({ rect }) => x >= rect.x && x <= rect.x + rect.width && y >= rect.y && y <= rect.y + rect.height).map(({ style }) => style);
        const texts = [...drawing.querySelectorAll('text')].map(words => {
            const { x, y, width, height } = words.getBBox();
            return { words, style: getComputedStyle(words), points: [.05, .5, .95].map(share => painted(x + width * share, y + height / 2)) };
        });
        return { drawing, id, texts };
    });
    const told = [];
    let count = 0;
    const select = document.querySelector('#theme');
    for (const [theme, { drawing, id, texts }] of themes.flatMap(theme => drawings.map(drawing => [theme, drawing]))) {
        if (select.value !== theme) {
            select.value = theme;
            select.dispatchEvent(new Event('change'));
            if (!document.documentElement.classList.contains(theme)) { return { told: [`is not shown in ${theme}`], count }; }
        }
        let box = drawing;
        while (channels(getComputedStyle(box).backgroundColor).alpha < 1 && box.parentElement) { box = box.parentElement; }
        const paper = channels(getComputedStyle(box).backgroundColor).color;
        // Returns the possible colors behind a point: for a hatched area, its lines and the gaps between them.
        const behind = styles => {
            let colors = [paper];
            for (const style of styles) {
                if (style.fill === 'none') { continue; }
                const hatch = /url\("?(#[^")]+)/.exec(style.fill);
                const paint = hatch ? getComputedStyle(drawing.querySelector(`${hatch[1]} path`)) : style;
                const painted = colors.map(color => (hatch ? over(paint.stroke, Number(paint.strokeOpacity), color) : over(paint.fill, Number(paint.fillOpacity), color)));
                colors = hatch ? [...colors, ...painted] : painted;
            }
            return colors;
        };
        for (const { words, style, points } of texts) {
            const least = Math.min(...points.flatMap(behind).map(color => contrast(over(style.fill, Number(style.fillOpacity), color), color)));
            count += 1;
            if (least < letters) { told.push(`in ${theme}: #${id}: “${words.textContent}” has a contrast of ${least.toFixed(2)}; it needs at least ${letters}`); }
        }
        for (const line of drawing.querySelectorAll('.lines > :not(.hair, .band, defs)')) {
            const style = getComputedStyle(line);
            const seen = contrast(over(style.stroke, Number(style.strokeOpacity), paper), paper);
            count += 1;
            if (seen < lines) { told.push(`in ${theme}: #${id}: ${line.outerHTML.slice(0, 70)} has a contrast of ${seen.toFixed(2)}; it needs at least ${lines}`); }
        }
    }
    return { told, count };
}

// Returns what is too faint in a page's drawings.
export async function faintness({ page }) {
    const { told, count } = await page.evaluate(faint, [LETTERS, LINES, themes]);
    looked += count;
    return told.map(what => `${what}: colors are in theme/css, opacities in crates/figures/src/figure/write.rs`);
}

export function manyWereLookedAt() {
    assert.ok(looked > 10_000, `checked only ${looked} words and lines`);
}
