// Tests the search, the glossary's tooltips, and the reader's place in the book: answers to real queries rank high, and going back loses nothing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chapters, open } from './support.js';

// What readers type, and the pages that answer it.
const QUERIES = [
    ['mutex poisoned', ['poisoning.html']],
    ['Rc cannot be sent between threads', ['arc.html', 'send-and-sync.html']],
    ['E0373', ['errors.html', 'threads.html', 'scoped-threads.html']],
    ['lost update', ['data-races.html', 'introduction.html']],
    ['try_lock', ['deadlock.html', 'mutex.html', 'other-locks.html', 'guards.html']],
    ['condvar spurious', ['other-locks.html', 'build-a-condvar.html']],
    ['RwLock deadlock', ['other-locks.html', 'deadlock.html']],
    ['Arc vs Mutex', ['arc.html', 'choosing.html']],
    ['PoisonError', ['poisoning.html']],
    ['channel closed', ['channels.html']],
    ['thread panicked', ['threads.html', 'poisoning.html']],
    ['static mut', ['data-races.html', 'statics.html']],
    ['OnceLock', ['statics.html']],
    ['false sharing', ['cost.html']],
    ['assembly xchg', ['the-machine.html']],
    ['store buffer', ['the-machine.html', 'glossary.html']],
    ['LL/SC', ['the-machine.html', 'glossary.html']],
    ['cache coherence MESI', ['the-machine.html', 'memory-ordering.html']],
    ['memory ordering', ['memory-ordering.html']],
    ['acquire release', ['memory-ordering.html']],
    ['Send not implemented for MutexGuard', ['send-and-sync.html', 'async.html']],
    ['async mutex', ['async.html']],
    ['future cannot be sent between threads safely', ['async.html', 'send-and-sync.html']],
    ['spawn_blocking', ['async.html']],
    ['graceful shutdown', ['async.html', 'glossary.html', 'thread-pool.html']],
    ['await_holding_lock', ['async.html']],
    ['deadlock detect', ['deadlock.html', 'checking.html']],
    ['قفل', ['glossary.html', 'mutex.html']],
    ['بن‌بست', ['glossary.html', 'deadlock.html']],
    ['نگهبان', ['glossary.html', 'guards.html']],
    ['while let', ['guards.html']],
    ['if let', ['guards.html']],
    ['else', ['guards.html']],
    ['for', ['guards.html', 'ownership.html', 'channels.html']],
    ['fetch_add', ['atomics.html', 'cost.html']],
    ['get_or_init', ['statics.html']],
    ['recv_timeout', ['channels.html']],
    ['compare_exchange', ['atomics.html']],
    ['how long does a guard live', ['guards.html']],
    ['stop a thread', ['threads.html', 'atomics.html']],
    ['return value from thread', ['threads.html']],
    ['Rc RefCell vs Arc Mutex', ['arc.html', 'choosing.html', 'interior-mutability.html', 'reference-counting.html', 'misconceptions.html']],
    ['lock() returns Result', ['poisoning.html', 'mutex.html']],
    ['thread pool', ['thread-pool.html']],
    ['scoped threads borrow', ['scoped-threads.html']],
    ['global variable', ['statics.html']],
    ['data race race condition', ['data-races.html']],
    ['happens-before', ['memory-ordering.html']],
    ['lock-free', ['lock-free.html']],
    ['ring buffer', ['lock-free.html', 'glossary.html']],
    ['hazard pointer', ['lock-free.html', 'glossary.html']],
    ['variance', ['build-an-arc.html']],
    ['futex', ['build-a-mutex.html', 'glossary.html']],
    ['lost wake-up', ['build-a-mutex.html', 'build-a-condvar.html', 'other-locks.html', 'glossary.html']],
    ['spin before sleeping', ['build-a-mutex.html', 'spin-lock.html']],
    ['unpark token', ['other-locks.html', 'build-a-mutex.html', 'spin-lock.html', 'beyond.html']],
    ['thundering herd', ['build-a-condvar.html', 'glossary.html']],
    ['bounded queue', ['build-a-condvar.html', 'channels.html', 'lock-free.html']],
    ['semaphore', ['build-a-condvar.html', 'other-locks.html', 'glossary.html']],
    ['writer starvation', ['build-an-rwlock.html', 'other-locks.html', 'glossary.html']],
    ['upgradable read', ['build-an-rwlock.html', 'other-locks.html']],
    ['ABA problem', ['lock-free.html', 'atomics.html', 'glossary.html']],
    ['wait-free', ['lock-free.html', 'glossary.html']],
    ['epoch reclamation', ['lock-free.html', 'glossary.html', 'beyond.html']],
    ['seqlock', ['lock-free.html', 'memory-ordering.html', 'glossary.html']],
    ['Treiber stack', ['lock-free.html']],
    ['AArch64 ldaxr', ['the-machine.html']],
    ['cmpxchg', ['the-machine.html']],
    ['lock prefix x86', ['the-machine.html']],
    ['tokio select cancel', ['async.html']],
    ['cancel safe', ['async.html', 'glossary.html']],
    ['guard across await', ['async.html']],
    ['block_on', ['beyond.html', 'async.html', 'exercises.html']],
    ['waker', ['beyond.html', 'async.html', 'glossary.html']],
];

async function search(page, query) {
    await page.fill('#search-field', '');
    await page.fill('#search-field', query);
    await page.waitForFunction(() => document.querySelector('#search-status').textContent !== '');
    return page.locator('#search-results a').evaluateAll(links => links.map(link => new URL(link.href).pathname.slice(1)));
}

test('a page that answers is among the first three results for all but two queries, and first for three out of four', async () => {
    const { page, context } = await open(chapters[3]);
    await page.keyboard.press('/');
    const told = [];
    let [first, early] = [0, 0];
    for (const [query, pages] of QUERIES) {
        const found = await search(page, query);
        const place = found.findIndex(name => pages.includes(name)) + 1;
        first += place === 1;
        early += place >= 1 && place <= 3;
        if (place !== 1) { told.push(`“${query}”: ${place || 'not found'}; first is ${found[0]}`); }
    }
    await context.close();
    assert.ok(QUERIES.length >= 40, 'the list of queries has shrunk');
    assert.ok(early >= QUERIES.length - 2 && first >= QUERIES.length * 0.75, `first ${first}, among three ${early}\n${told.join('\n')}`);
});

test('Enter opens the first result, going back restores the query, and the status counts the results', async () => {
    const { page, context } = await open(chapters[3]);
    await page.keyboard.press('/');
    const found = await search(page, 'poison');
    const status = await page.locator('#search-status').textContent();
    assert.ok(Number(/^\d+/.exec(status)?.[0]) >= found.length, `the status says “${status}” of ${found.length} places`);
    await page.locator('#search-field').press('Enter');
    await page.waitForURL(`**/${found[0]}*`);
    assert.ok(!found[0].startsWith('listings'), 'Enter opens a list');
    await page.goBack();
    await page.waitForFunction(() => !document.querySelector('#search').hidden);
    assert.equal(await page.locator('#search-field').inputValue(), 'poison');
    await page.mouse.click(1270, 890);
    assert.ok(await page.locator('#search').isHidden(), 'a click outside the panel does not close it');
    await context.close();
});

test('a term shows its sentence from the glossary, by pointer and by keyboard, and Escape hides it', async () => {
    const name = 'introduction.html';
    const { page, context } = await open(name);
    const word = page.locator('main a[href*="glossary.html#"]').first();
    await word.hover();
    await page.waitForFunction(() => document.querySelector('#tip')?.hidden === false);
    assert.ok((await page.locator('#tip').textContent()).length > 20);
    await page.keyboard.press('Escape');
    assert.ok(await page.locator('#tip').isHidden());
    await page.mouse.move(1, 1);
    // Tab moves from the link before the term to the term.
    await page.evaluate(() => {
        const links = [...document.querySelectorAll('a, button, [tabindex="0"]')];
        links[links.indexOf(document.querySelector('main a[href*="glossary.html#"]')) - 1].focus();
    });
    await page.keyboard.press('Tab');
    await page.waitForFunction(() => !document.querySelector('#tip').hidden);
    await context.close();
});

test('the contents mark the section in view, and the first page offers the page read last', async () => {
    const { page, context } = await open('mutex.html');
    await page.locator('main > h2').nth(2).scrollIntoViewIfNeeded();
    await page.evaluate(() => document.querySelectorAll('main > h2')[2].scrollIntoView());
    await page.waitForFunction(() => document.querySelector('#contents a.seen')?.hash === document.querySelectorAll('main > h2 > a')[2].hash);
    await page.goto(page.url().replace('mutex.html', 'index.html'));
    const offer = page.locator('.resume a');
    assert.equal(await offer.textContent(), 'Mutex');
    await offer.click();
    await page.waitForURL('**/mutex.html*');
    assert.ok(await page.evaluate(() => scrollY) > 500, 'the place on the page is lost');
    await context.close();
});

test('the words of a drawing are indexed once, although it has two versions', async () => {
    const { page, context } = await open('print.html');
    const drawings = await page.locator('svg.narrow').evaluateAll(all => all.map(drawing => `${drawing.querySelector('title').textContent} ${drawing.querySelector('desc').textContent}`.replace(/\s+/g, ' ')));
    await page.goto(page.url().replace('print.html', 'mutex.html'));
    await page.locator('#search-button').click();
    await page.waitForFunction(() => window.search?.index);
    const twice = await page.evaluate(drawings => {
        const bodies = Object.values(window.search.index.documentStore.docs).map(({ body }) => body);
        return drawings.filter(words => bodies.reduce((sum, body) => sum + body.split(words).length - 1, 0) > 1);
    }, drawings);
    assert.ok(drawings.length > 20, `only ${drawings.length} drawings have a narrow form`);
    assert.deepEqual(twice, []);
    await context.close();
});

test('Escape closes the search before its script has loaded', async () => {
    const { page, context } = await open(chapters[3]);
    await page.route('**/scripts/search*.js', () => { /* It never loads. */ });
    await page.click('#search-button');
    assert.ok(await page.locator('#search').isVisible(), 'the button opens nothing');
    await page.keyboard.press('Escape');
    assert.ok(await page.locator('#search').isHidden(), 'Escape leaves the search open');
    await context.close();
});
