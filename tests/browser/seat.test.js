// Tests the scheduler's seat and the question before a record: their data, and how a reader uses them.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { none, open, read, root, themes } from './support.js';
import { Graph, outcomesOf } from '../../src/seats/seat.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const MOST_BYTES = 40_000;
const MOST_STATES = 2_000;

// A listing with one outcome has only decoys there.
const names = readdirSync(join(root, 'src/seats')).filter(name => name.endsWith('.json')).map(name => name.slice(0, -5)).filter(name => existsSync(join(root, `listings/examples/${name}.outcomes`)));
const dataOf = name => JSON.parse(read('src/seats', `${name}.json`));
const recordOf = name => outcomesOf(read('listings/examples', `${name}.outcomes`));

test('every seat leads to every outcome, by as many schedules as the record says', () => {
    const wrong = [];
    let seats = 0;
    for (const name of names) {
        const data = dataOf(name);
        if (!data.states) { continue; }
        seats += 1;
        const graph = new Graph(data);
        const record = recordOf(name).filter(({ share }) => !share.startsWith('only '));
        // loom counts executions in its own way.
        const isCounted = read('listings/examples', `${name}.outcomes`).includes(' schedule');
        if (graph.isWeak === isCounted) { wrong.push(`${name}: its record counts ${isCounted ? 'schedules' : 'executions'}, but its seat doesn't`); }
        if (graph.outcomes.length !== record.length) { wrong.push(`${name}: leads to ${graph.outcomes.length} outcomes, but its record has ${record.length}`); }
        graph.outcomes.forEach(([end, , printed, schedules], outcome) => {
            const known = record.find(one => one.end === end && one.printed === printed && (!isCounted || one.share.startsWith(`${schedules} `)));
            if (!known) { wrong.push(`${name}: an outcome of ${schedules} schedules is not in its record: ${end} ${printed}`); }
            if (graph.left[0][outcome] !== schedules) { wrong.push(`${name}: ${graph.left[0][outcome]} ways lead to an outcome of ${schedules} schedules`); }
            graph.restart();
            for (const edge of graph.shortest(outcome)) {
                if (!graph.edges.some(([step, to]) => step === edge[0] && to === edge[1])) { wrong.push(`${name}: a shortest schedule takes a step that cannot be taken`); }
                graph.take(edge);
            }
            if (graph.outcome !== outcome) { wrong.push(`${name}: its schedule to outcome ${outcome} ends elsewhere`); }
            if (graph.shared.printed !== printed) { wrong.push(`${name}: prints something else on the way to outcome ${outcome}`); }
            while (graph.past.length) { graph.undo(); }
            if (graph.at !== 0) { wrong.push(`${name}: undoing every step does not lead back to the start`); }
        });
    }
    assert.ok(seats > 40, `only ${seats} listings have a seat`);
    none(wrong);
});

test('no seat has too much data to fetch', () => {
    const wrong = [];
    for (const name of names) {
        const bytes = gzipSync(read('src/seats', `${name}.json`)).length;
        const states = dataOf(name).states?.length ?? 0;
        if (bytes > MOST_BYTES || states > MOST_STATES) { wrong.push(`${name}: ${bytes} bytes compressed, ${states} states`); }
    }
    none(wrong);
});

// Opens a listing's seat by keyboard alone.
async function sit(page, name) {
    const opener = page.locator(`#${name} .tools button`, { hasText: 'Schedule' });
    await opener.focus();
    await page.keyboard.press('Enter');
    await page.locator(`#${name} > .seat .moves button`).first().waitFor();
    return page.locator(`#${name} > .seat`);
}

test('a reader drives two threads into a deadlock by keyboard alone, on a phone and on a desktop', async () => {
    for (const [width, height] of [[320, 700], [390, 844], [1280, 900]]) {
        const { page, context, requests, complaints } = await open('deadlock.html', { width, height });
        assert.equal(requests.filter(url => url.includes('/seats/')).length, 0, 'seat data is fetched before the reader asks for it');
        const seat = await sit(page, 'deadlock_two_orders');
        const said = () => seat.locator('.said').textContent();
        const rows = () => seat.locator('.moves button').allTextContents();
        assert.match((await rows()).join('\n'), /1thread 1, line 5: lock ada.*\n2thread 2, line 5: lock bob/s);
        await page.keyboard.press('1');
        assert.match(await said(), /Step 1: thread 1, line 5: lock ada/);
        await page.keyboard.press('2');
        assert.match(await said(), /Deadlock: .*thread 1 waits for a lock at line 6.*It printed nothing/);
        assert.match((await rows()).join('\n'), /thread 1, line 6: waits for a lock: bob, which thread 2 holds/);
        assert.match(await seat.locator('.count').textContent(), /find both outcomes; 1 found/);
        assert.match(await seat.locator('dl').textContent(), /adaheld by thread 1bobheld by thread 2/);
        // No thread can continue: a key changes nothing.
        await page.keyboard.press('1');
        assert.match(await said(), /Step 2:/);
        await page.keyboard.press('u');
        assert.match(await said(), /Step 1:/);
        await page.keyboard.press('r');
        assert.match(await said(), /Nothing has happened yet/);
        for (let step = 0; step < 20 && !(await said()).includes('The end.'); step += 1) {
            const open = await seat.locator('.moves button').evaluateAll(all => all.findIndex(one => one.getAttribute('aria-disabled') === 'false'));
            await page.keyboard.press(String(open + 1));
        }
        assert.match(await said(), /The end\. It printed ada: 80, bob: 70/);
        assert.match(await seat.locator('.count').textContent(), /You have found both outcomes/);
        await page.keyboard.press('r');
        await page.keyboard.press('ArrowDown');
        assert.equal(await page.evaluate(() => document.activeElement.querySelector('kbd').textContent), '2');
        await page.keyboard.press('Enter');
        assert.match(await said(), /Step 1: thread 2/);
        const box = await seat.boundingBox();
        assert.ok(box.x >= 0 && box.x + box.width <= width, `at ${width} the seat is ${box.width} pixels wide`);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `at ${width} the page scrolls sideways`);
        const code = await page.locator('#deadlock_two_orders > pre > code').first().boundingBox();
        const lines = (await page.locator('#deadlock_two_orders > pre > code').first().textContent()).split('\n').length;
        const marks = await page.locator('#deadlock_two_orders .stands').evaluateAll(all => all.map(one => [one.dataset.who, one.getBoundingClientRect().top + one.getBoundingClientRect().height / 2]));
        const stands = marks.map(([who, middle]) => `${who} at ${Math.floor((middle - code.y) / (code.height / lines)) + 1}`);
        assert.deepEqual(stands.sort(), ['main at 15', 'thread 1 at 5', 'thread 2 at 6']);
        await page.keyboard.press('Escape');
        assert.equal(await seat.count(), 0);
        assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Schedule');
        assert.equal(requests.filter(url => url.includes('/seats/')).length, 3, 'a seat loads its script, its style and its data');
        assert.deepEqual(complaints, []);
        await context.close();
    }
});

test('the seat plays a schedule to the outcome that the reader chooses', async () => {
    const { page, context } = await open('deadlock.html');
    const seat = await sit(page, 'deadlock_two_orders');
    await seat.locator('.goals button').nth(1).click();
    await seat.locator('.said', { hasText: 'Deadlock:' }).waitFor();
    assert.match(await seat.locator('.goals li').nth(1).textContent(), /^✓make it deadlock/);
    await context.close();
});

test('where memory ordering matters, the reader chooses which store a load reads', async () => {
    for (const [width, height] of [[390, 844], [1280, 900]]) {
        const { page, context } = await open('memory-ordering.html', { width, height });
        const seat = await sit(page, 'memory_ordering_relaxed_flag');
        const rows = async () => (await seat.locator('.moves button:not([aria-disabled="true"]) > span').allTextContents()).join('\n');
        const said = () => seat.locator('.said').textContent();
        assert.match(await seat.locator('.you').textContent(), /which store does it read\?/);
        for (const key of ['1', '1']) { await page.keyboard.press(key); }
        assert.equal(await rows(), 'thread 2, line 16: load published: reads true, stored by thread 1\nthread 2, line 16: load published: reads false, the initial value (stale)');
        assert.match(await seat.locator('dl').textContent(), /price0, then 42published/);
        await page.keyboard.press('1');
        assert.match(await said(), /Step 3: thread 2, line 16: load published: reads true, stored by thread 1/);
        await page.keyboard.press('2');
        for (const key of ['1', '1']) { await page.keyboard.press(key); }
        assert.match(await said(), /The end\. It printed published: true, price: 0/);
        assert.match(await seat.locator('.count').textContent(), /One way is left from here/);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `at ${width} the page scrolls sideways`);
        await context.close();
    }
});

test('every listing on the page on deadlocks with several outcomes or a deadlock offers a seat', async () => {
    for (const [width, height] of [[390, 844], [1280, 900]]) {
        const { page, context } = await open('deadlock.html', { width, height });
        const seats = await page.locator('figure.listing:has(> figcaption > :is(.outcomes, .deadlock))').evaluateAll(all => all.map(figure => [figure.id, figure.querySelector('.tools').textContent.includes('Schedule')]));
        assert.deepEqual(seats.filter(([, has]) => !has), []);
        assert.ok(seats.length > 4);
        await context.close();
    }
});

test('axe-core finds nothing in a seat or a question in any theme', async () => {
    const { page, context } = await open('deadlock.html');
    await sit(page, 'deadlock_two_orders');
    await page.locator('#deadlock_join .guess button', { hasText: /^Guess$/ }).click();
    await page.locator('#deadlock_join .guess input').first().check();
    await page.evaluate(axe);
    for (const theme of themes) {
        await page.selectOption('#theme', theme);
        const { violations } = await page.evaluate(() => window.axe.run({ include: [['#deadlock_two_orders'], ['#deadlock_join']] }, { resultTypes: ['violations'], preload: false }));
        none(violations.flatMap(({ id, nodes }) => nodes.map(node => `${theme}: ${id}: ${node.html}: ${node.failureSummary}`)));
    }
    await page.locator('#deadlock_join .guess button', { hasText: 'Check' }).click();
    for (const theme of themes) {
        await page.selectOption('#theme', theme);
        const { violations } = await page.evaluate(() => window.axe.run({ include: [['#deadlock_join']] }, { resultTypes: ['violations'], preload: false }));
        none(violations.flatMap(({ id, nodes }) => nodes.map(node => `${theme}: ${id}: ${node.html}: ${node.failureSummary}`)));
    }
    await context.close();
});

test('a question hides the record of a listing until the reader has guessed or asked for it', async () => {
    const { page, context } = await open('introduction.html', { width: 390, height: 844 });
    const figure = page.locator('#introduction_lost_update');
    const record = figure.locator(':scope > p + pre > code');
    assert.equal(await record.isVisible(), false);
    await page.emulateMedia({ media: 'print' });
    assert.equal(await record.isVisible(), true, 'the record is missing on paper');
    await page.emulateMedia({ media: 'screen' });
    await figure.locator('.guess button', { hasText: /^Guess$/ }).click();
    await figure.locator('.guess label').first().waitFor();
    assert.equal(await figure.locator('.guess label').count(), 4);
    for (const text of ['sold: 1', 'sold: 0']) { await figure.locator('.guess label', { hasText: text }).click(); }
    await figure.locator('.guess button', { hasText: 'Check' }).click();
    assert.equal(await record.isVisible(), true);
    assert.equal(await figure.locator('.score').textContent(), '2 of 4 right.');
    assert.match(await figure.locator('.guess li.wrong').allTextContents().then(all => all.join('\n')), /sold: 0.*✗ Impossible\. Each thread stores at least 1/s);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));

    const other = page.locator('#introduction_two_each');
    const unfold = () => page.evaluate(() => document.querySelectorAll('details').forEach(part => { part.open = true; }));
    await unfold();
    await other.locator('.guess button', { hasText: 'Just show it' }).click();
    assert.equal(await other.locator(':scope > p + pre > code').isVisible(), true);
    await page.reload();
    assert.equal(await record.isVisible(), true, 'the choice to see records at once is forgotten');
    await unfold();
    await other.locator('.guess button', { hasText: 'Guess before you look' }).click();
    await other.locator('.guess label').first().waitFor();
    assert.equal(await other.locator(':scope > p + pre > code').isVisible(), false);
    await page.reload();
    assert.equal(await record.isVisible(), false, 'the choice to guess again is forgotten');
    await context.close();
});

test('a wrong outcome is marked in its record by a symbol and words, with and without JavaScript', async () => {
    for (const script of [true, false]) {
        const { page, context } = await open('mutex.html', { script });
        if (script) { await page.locator('#mutex_check_then_act .guess button', { hasText: 'Just show it' }).click(); }
        const record = await page.locator('#mutex_check_then_act > p + pre > code').textContent();
        assert.match(record, /^4 of 6 {2}█+·+ {2}✗ sold twice\n {2}tickets left: -1$/m);
        assert.equal(record.match(/✗/g).length, 1);
        await context.close();
    }
});

test('a question with choices is asked before its answer is shown, and then each choice gets a verdict', async () => {
    const { page, context } = await open('deadlock.html', { width: 390, height: 844 });
    const question = page.locator('details', { has: page.locator('.choices') }).nth(1);
    const answer = question.locator(':scope > p');
    await question.locator('summary').press('Enter');
    await question.locator('input').first().waitFor();
    assert.equal(await answer.first().isVisible(), false, 'the answer is visible below its question');
    const labels = await question.locator('label').allTextContents();
    for (const [at, text] of labels.entries()) { if (text.includes('[1, 2, 1]')) { await question.locator('input').nth(at).press('Space'); } }
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => window.axe.run({ include: [['details:has(.choices)[open]']] }, { resultTypes: ['violations'], preload: false }));
    none(violations.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.html}`)));
    await question.locator('button', { hasText: 'Check' }).click();
    assert.equal(await question.locator('.score').textContent(), 'All correct.');
    assert.match((await question.locator('.guess .verdict').allTextContents()).join('\n'), /✓ No\. Both use fork 1[^]*✓ Yes, in all 10 schedules\./);
    assert.equal(await answer.first().isVisible(), true);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    const other = page.locator('details', { has: page.locator('.choices') }).first();
    await other.locator('summary').click();
    await other.locator('button', { hasText: 'Show the answer' }).click();
    assert.equal(await other.locator('.choices').isVisible(), true);
    assert.equal(await other.locator('input').count(), 0);
    await context.close();
});

test('without JavaScript, the answer to a question includes its choices', async () => {
    const { page, context } = await open('mutex.html', { script: false });
    const question = page.locator('details', { has: page.locator('.choices'), hasText: 'Three buyers' });
    await question.locator('summary').click();
    assert.match(await question.locator('.choices').innerText(), /tickets left: -2\s+Possible, in 36 of 66 schedules\./);
    assert.equal(await question.locator(':scope > p').first().isVisible(), true);
    await context.close();
});

test('without JavaScript, the record is shown, without a question', async () => {
    const { page, context } = await open('introduction.html', { script: false });
    assert.equal(await page.locator('#introduction_lost_update > p + pre > code').isVisible(), true);
    assert.equal(await page.locator('.guess, .tools').count(), 0);
    await context.close();
});
