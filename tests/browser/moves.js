// Detects what moves while a page loads.
// Runs in the page: stores where everything visible is, and collects what has moved since the last look.
export function watch() {
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
    // Layout shifts in the window, as Chromium reports them.
    window.shift = 0;
    new PerformanceObserver(list => list.getEntries().forEach(({ value, sources }) => {
        window.shift += value;
        window.moved.push(...sources.map(({ node }) => `${(node?.outerHTML ?? node?.data ?? '').replace(/\s+/g, ' ').slice(0, 60)} shifts`));
    })).observe({ type: 'layout-shift', buffered: true });
}

// Waits until the page has parsed and painted everything received so far, then looks at it.
export const look = page => page.waitForFunction(() => document.querySelector('main') && new Promise(done => {
    let count;
    const next = () => {
        const now = document.getElementsByTagName('*').length;
        if (now === count) { window.look(); done(true); return; }
        count = now;
        requestAnimationFrame(() => requestAnimationFrame(next));
    };
    next();
}));

// Returns what has moved in the window while the page loaded. Content below the window may move: nobody sees it.
export async function shifts({ page }) {
    await look(page);
    const { shift, moved } = await page.evaluate(() => ({ shift: window.shift, moved: window.moved }));
    return shift < .02 ? [] : [`the layout shifts by ${shift.toFixed(3)}: ${moved.slice(0, 3).join('; ')}: the script must add its parts before they're painted, as \`setUpPart\` in theme/book.js does`];
}
