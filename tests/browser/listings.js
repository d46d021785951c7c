// Reads a page's listings: what their captions and tools say, and what their copy buttons copy.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { read, root } from './support.js';

// Returns each listing's id, name in the caption, kind, links, and the playground link's text.
export const listings = page => page.locator('figure.listing:has(code.language-rust)').evaluateAll(figures => figures.map(figure => {
    const away = figure.querySelector('.tools a[rel~="external"]');
    return {
        id: figure.id,
        name: figure.querySelector('figcaption a').textContent,
        kind: figure.querySelector('figcaption b').className,
        file: figure.querySelector('figcaption a').getAttribute('href'),
        away: away?.href,
        says: away?.textContent,
    };
}));

// Returns what a listing's copy button must copy: the whole program, or the whole type without its unit tests.
export function source({ id, name, kind }) {
    if (kind === 'type') {
        const [, whole] = /\/\/ ANCHOR: rs\n([\s\S]*)\/\/ ANCHOR_END: rs\n/.exec(read('listings/src', name));
        return whole.replace(/^ *\/\/ ANCHOR(_END)?: .*\n/gm, '');
    }
    const file = ['examples', 'compile_fail'].map(folder => `listings/${folder}/${id}.rs`).find(file => existsSync(join(root, file)));
    return file && read(file);
}

// Returns what each copy button on a page says and copies. One page at a time, because there's only one clipboard.
let turn = Promise.resolve();
export function copies(page, isWanted = () => true) {
    const mine = turn.then(async () => {
        const wanted = (await listings(page)).filter(isWanted);
        const given = await page.evaluate(async ids => {
            const all = [];
            for (const id of ids) {
                const button = [...document.querySelectorAll(`#${id} .tools button`)].find(button => button.textContent === 'Copy');
                await navigator.clipboard.writeText('nothing');
                const said = new Promise(done => {
                    new MutationObserver(() => done(button.textContent)).observe(button, { childList: true });
                    setTimeout(done, 5000, 'nothing');
                });
                button.click();
                all.push([await said, await navigator.clipboard.readText()]);
            }
            return all;
        }, wanted.map(({ id }) => id));
        return wanted.map((listing, at) => [listing, ...given[at]]);
    });
    turn = mine.catch(() => {});
    return mine;
}
