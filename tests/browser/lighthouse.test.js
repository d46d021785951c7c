// Runs Lighthouse on four pages: full marks in all but performance, which is only printed, since its score means little on a busy machine.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';
import { chromium, flags, site } from './support.js';

const chrome = await launch({ chromePath: chromium, chromeFlags: ['--headless', ...flags] });
after(() => chrome.kill());

for (const name of ['index.html', 'mutex.html', 'data-races.html', 'listings.html']) {
    test(`Lighthouse finds nothing wrong with ${name}`, { timeout: 120_000 }, async () => {
        const { lhr } = await lighthouse(site + name, { port: chrome.port, logLevel: 'error' });
        console.log(`${name}: ${Object.values(lhr.categories).map(({ title, score }) => `${title} ${Math.round(score * 100)}`).join(', ')}`);
        const wrong = [];
        for (const [id, category] of Object.entries(lhr.categories)) {
            if (id === 'performance') { continue; }
            const lost = category.auditRefs.filter(({ id, weight }) => weight > 0 && lhr.audits[id].score !== null && lhr.audits[id].score < 1);
            wrong.push(...lost.map(({ id: audit }) => `${name}: ${id}: ${lhr.audits[audit].title}`));
            if (category.score === null) { wrong.push(`${name}: ${id} was not judged`); }
        }
        assert.deepEqual(Object.keys(lhr.categories).sort(), ['accessibility', 'best-practices', 'performance', 'seo']);
        assert.equal(wrong.length, 0, `\n${wrong.join('\n')}\n${wrong.length} to fix`);
    });
}
