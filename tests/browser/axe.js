// Runs axe-core on a page. In one theme, all of its rules check every element. In the others, the rules that depend on colors check one element for each combination of
// colors, sizes and backgrounds that the theme shows anywhere in the book: the same input gives the same result.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { themes } from './support.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

// The combinations that passed, each with its theme.
const passed = new Set();

// Runs axe-core on a page in every theme; returns its findings.
export async function findings({ page, name }) {
    await page.evaluate(axe);
    await page.evaluate(openAll);
    await page.evaluate(setUp);
    const told = [];
    for (const theme of themes) {
        if (await page.locator('#theme').count()) {
            await page.selectOption('#theme', theme);
        } else {
            await page.evaluate(theme => { document.documentElement.className = `js ${theme}`; }, theme);
        }
        const shown = await page.evaluate(() => document.documentElement.className.split(' '));
        if (!shown.includes(theme)) { told.push(`in ${theme}: shows itself as ${shown}`); }
        // The whole-book page has the same elements as the chapters.
        const isFirst = theme === themes[0];
        const found = isFirst ? await page.evaluate(withColors => window.lookAtAll(withColors), name !== 'print.html') : [];
        const known = [...passed].filter(one => one.startsWith(`${theme} `)).map(one => one.slice(theme.length + 1));
        const { wrong, fresh } = await page.evaluate(([known, isJudged]) => window.lookAtNew(known, isJudged), [known, isFirst && name !== 'print.html']);
        fresh.filter(() => found.length + wrong.length === 0).forEach(one => passed.add(`${theme} ${one}`));
        told.push(...[...found, ...wrong].map(what => `in ${theme}: ${what}`));
    }
    return told;
}

// Runs in the page: opens everything that's folded, and shows the answers to questions with choices.
async function openAll() {
    localStorage.setItem('mdbook-guess', 'off');
    for (const box of document.querySelectorAll('details:not([open])')) { box.open = true; }
    // `toggle` fires in its own task.
    await new Promise(done => setTimeout(done));
}

// Runs in the page.
function setUp() {
    const said = violations => violations.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.html.slice(0, 120)}: ${(node.failureSummary ?? '').split('\n').slice(1).join(' ').trim()}`));
    const options = { selectors: false, elementRef: true, preload: false };
    const ofColors = ['color-contrast', 'link-in-text-block'];
    const isClear = color => /^transparent$|(,|\/) 0\)$/.test(color);

    // Returns the backgrounds that an element and its ancestors paint.
    const grounds = new Map();
    function ground(element) {
        if (!element) { return ''; }
        if (!grounds.has(element)) {
            const { backgroundColor, backgroundImage, opacity } = getComputedStyle(element);
            const own = [isClear(backgroundColor) ? '' : backgroundColor, backgroundImage === 'none' ? '' : backgroundImage, opacity === '1' ? '' : opacity];
            grounds.set(element, `${own.join(' ').trim()} ${ground(element.parentElement)}`.trim());
        }
        return grounds.get(element);
    }
    // Returns one element for each combination that axe-core's color rules distinguish.
    function combinations() {
        grounds.clear();
        const found = new Map();
        const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        const elements = new Set(document.querySelectorAll('input, select, textarea'));
        while (walk.nextNode()) {
            if (walk.currentNode.data.trim()) { elements.add(walk.currentNode.parentElement); }
        }
        for (const element of elements) {
            if (!element.checkVisibility({ visibilityProperty: true })) { continue; }
            const { color, fontSize, fontWeight, textDecorationLine, textShadow } = getComputedStyle(element);
            let block = element.parentElement;
            while (getComputedStyle(block).display === 'inline') { block = block.parentElement; }
            const key = [color, fontSize, fontWeight, textDecorationLine, textShadow, getComputedStyle(block).color, element.closest('a') !== null, ground(element)].join('; ');
            if (!found.has(key)) { found.set(key, element); }
        }
        return found;
    }

    // Runs all rules on all elements. If axe-core sees a background that isn't the one the element's ancestors paint, the combinations would miss something.
    window.lookAtAll = async withColors => {
        const without = Object.fromEntries((withColors ? ['color-contrast'] : ofColors).map(rule => [rule, { enabled: false }]));
        const all = await window.axe.run(document, { ...options, resultTypes: ['violations'], rules: without });
        if (!withColors) { return said(all.violations); }
        grounds.clear();
        const { violations, passes } = await window.axe.run(document, { ...options, resultTypes: ['violations', 'passes'], runOnly: ['color-contrast'] });
        const hex = color => `#${color.match(/\d+/g).map(part => Number(part).toString(16).padStart(2, '0')).join('')}`;
        const others = passes.flatMap(({ nodes }) => nodes).filter(({ element, any: [{ data }] }) => {
            const nearest = /^rgb\([^)]*\)/.exec(ground(element))?.[0];
            return nearest && data?.bgColor && hex(nearest) !== data.bgColor;
        });
        return [...said(all.violations), ...said(violations), ...others.map(({ html, any: [{ data }] }) => `${html.slice(0, 120)} is on ${data.bgColor}, which none of its ancestors paint`)];
    };
    // Runs the color rules on combinations that haven't passed yet.
    window.lookAtNew = async (known, isJudged) => {
        const fresh = [...combinations()].filter(([key]) => !known.includes(key));
        // Even for one element, axe-core reads the whole page, so parts without any are removed for now.
        const main = document.querySelector('main');
        const parts = [...main.childNodes];
        main.replaceChildren(...parts.filter(part => fresh.some(([, element]) => part.contains(element))));
        const { violations } = isJudged || !fresh.length ? { violations: [] } : await window.axe.run(fresh.map(([, element]) => element), { ...options, resultTypes: ['violations'], runOnly: ofColors });
        main.replaceChildren(...parts);
        return { wrong: said(violations), fresh: fresh.map(([key]) => key) };
    };
}
