// The scheduler's seat, where the reader chooses which thread takes the next step, and the question before a record: what can this program print?
// A page loads this file when the reader first asks for either.

const made = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
};

// A graph of states, and the reader's position in it. Each state leads only to later ones.
export class Graph {
    // A weak graph follows the memory model: a step also chooses which store a load reads.
    constructor({ threads, things, outcomes, stands, shared, steps, states, weak = false }) {
        Object.assign(this, { names: threads, things, outcomes, stands, seen: shared, steps, states, isWeak: weak });
        // How many schedules lead from each state to each outcome.
        this.left = [];
        for (let at = this.states.length - 1; at >= 0; at -= 1) {
            const next = this.states[at][2];
            this.left[at] = this.outcomes.map((_, outcome) => (typeof next === 'number' ? Number(next === outcome) : next.reduce((sum, [, to]) => sum + this.left[to][outcome], 0)));
        }
        this.restart();
    }

    restart() { [this.at, this.past] = [0, []]; }
    undo() { this.at = this.past.pop()?.from ?? this.at; }
    get edges() { const next = this.states[this.at][2]; return typeof next === 'number' ? [] : next; }
    // The outcome, if the current state is final.
    get outcome() { const next = this.states[this.at][2]; return typeof next === 'number' ? next : undefined; }

    take(edge) {
        this.past.push({ from: this.at, step: this.steps[edge[0]] });
        [, this.at] = edge;
    }

    // Every thread in the current state: where it is, what it would do or is waiting for, and which steps it can take.
    get threads() {
        const [, stands] = this.states[this.at];
        const all = stands.map((stand, thread) => {
            const [verb, thing, line, waits, held] = this.stands[stand];
            return { thread, name: this.names[thread], verb, thing, line, waits, held, edges: this.edges.filter(([step]) => this.steps[step][0] === thread) };
        });
        // `main` is last, so the rows start with thread 1.
        return [...all.slice(1), all[0]];
    }

    get shared() { const [values, printed] = this.seen[this.states[this.at][0]]; return { values, printed }; }

    // Returns the edges, in order, of a schedule with the fewest steps to an outcome and, among those, the fewest thread switches.
    shortest(outcome) {
        const best = [];
        for (let at = this.states.length - 1; at >= 0; at -= 1) {
            const next = this.states[at][2];
            best[at] = new Map();
            if (typeof next === 'number') { continue; }
            for (let last = 0; last < this.names.length; last += 1) {
                for (const edge of next.filter(([, to]) => this.left[to][outcome])) {
                    const [thread] = this.steps[edge[0]];
                    const cost = 1000 + Number(thread !== last) + (best[edge[1]].get(thread)?.cost ?? 0);
                    if (!(best[at].get(last)?.cost <= cost)) { best[at].set(last, { cost, edge, thread }); }
                }
            }
        }
        const way = [];
        let [at, last] = [0, 0];
        for (let step = best[0].get(0); step; step = best[at].get(last)) {
            way.push(step.edge);
            [at, last] = [step.edge[1], step.thread];
        }
        return way;
    }
}

async function dataOf(name) {
    const answer = await fetch(new URL(`${name}.json`, import.meta.url));
    if (!answer.ok) { throw new Error(answer.status); }
    return answer.json();
}

// Returns an outcome as a goal: how its description starts, and what the program prints.
function goal([end, note, printed]) {
    const text = printed.trimEnd();
    if (end === 'deadlock') { return ['make it deadlock', text && `after it has printed ${text}`]; }
    if (end === 'panic') { return ['make it panic', note]; }
    if (end.startsWith('exit ')) { return [`make it end with exit status ${end.slice(5)}`, text && `after it has printed ${text}`]; }
    return text ? ['make it print', text] : ['make it print nothing', ''];
}

const code = text => made('code', { textContent: text });

// Returns a sentence with the code between backticks as elements.
const prose = text => text.split('`').map((part, index) => (index % 2 ? code(part) : part));

// Describes a step. What a load reads is shown once the step is taken, or if the memory model remarks on it.
function words(graph, [, verb, thing, , detail], isDone) {
    const object = thing >= 0 && graph.things[thing][0] !== 'stdout' ? code(graph.things[thing][1]) : '';
    if (verb === 'print') { return ['print ', code(detail)]; }
    if (verb === 'return') { return ['end the program']; }
    // The memory model's remark follows the value: `1, stored by A (stale)`.
    const [value, ...about] = detail.split(', ');
    const remark = about.length ? [`, ${about.join(', ')}`] : [];
    if (verb === 'store') { return ['store ', code(value), ' into ', object, ...remark]; }
    if (verb === 'load') { return isDone || remark.length ? ['load ', object, ': reads ', code(value), ...remark] : ['load ', object]; }
    return [`${verb} `, object, ...(isDone && detail ? [`: ${detail}`] : [])];
}

let styled;
function style() {
    styled ??= new Promise(done => {
        const link = made('link', { rel: 'stylesheet', href: new URL('seat.css', import.meta.url).href, onload: done, onerror: done });
        document.head.append(link);
    });
    return styled;
}

// Opens or closes a listing's seat.
export async function sit(figure, opener) {
    const open = figure.querySelector(':scope > .seat');
    if (open) { open.close(); return; }
    opener.setAttribute('aria-expanded', true);
    const [data] = await Promise.all([dataOf(figure.id), style()]).catch(() => []);
    if (figure.querySelector(':scope > .seat')) { return; }
    const seat = data ? seatOf(new Graph(data), figure) : made('div', { className: 'seat' }, made('p', { textContent: 'The data for this listing cannot be loaded.' }));
    const leave = seat.leave;
    seat.close = () => {
        leave?.();
        seat.remove();
        opener.setAttribute('aria-expanded', false);
        opener.focus();
    };
    figure.querySelector('pre').after(seat);
    if (!data) { seat.tabIndex = -1; seat.focus(); } else { seat.querySelector('.moves button:not([aria-disabled="true"])')?.focus({ preventScroll: true }); seat.scrollIntoView({ block: 'nearest' }); }
}

function seatOf(graph, figure) {
    const lines = figure.querySelector('pre > code').textContent.split('\n');
    const locks = [...new Set(graph.stands.flatMap(([, , , , held]) => held))];
    const found = new Set();
    const ways = graph.isWeak ? 'way' : 'schedule';
    let player;

    const said = made('p', { className: 'said' });
    said.setAttribute('aria-live', 'polite');
    const moves = made('ol', { className: 'moves' });
    const state = made('dl');
    const goals = made('ol', { className: 'goals' });
    const count = made('p', { className: 'count' });
    const button = (text, key, action) => {
        const one = made('button', { type: 'button', textContent: text, onclick: () => { stop(); action(); show(); } });
        one.setAttribute('aria-keyshortcuts', key);
        return one;
    };
    const undo = button('Undo', 'U', () => graph.undo());
    const restart = button('Restart', 'R', () => graph.restart());
    const close = made('button', { type: 'button', textContent: 'Close', onclick: () => seat.close() });
    const seat = made('section', { className: 'seat' },
        made('p', { className: 'you' }, made('strong', { textContent: 'You are the scheduler.' }), ' Which thread takes the next step?',
            graph.isWeak ? ' And where memory ordering leaves a choice, which store does it read?' : ''),
        moves, said, state, count, goals, made('p', { className: 'ways' }, undo, restart, close),
        made('p', { className: 'key', textContent: 'Keys: 1 to 9 take the step with that number, the up and down arrows move between steps, U undoes, R restarts, Escape closes.' }));
    seat.setAttribute('aria-label', `Be the scheduler of ${figure.id}`);

    // The marks in the code: which thread is at which line.
    const marks = [];
    function mark(threads) {
        marks.splice(0).forEach(one => one.remove());
        const pre = figure.querySelector('pre');
        const top = pre.querySelector('code').offsetTop;
        const height = parseFloat(getComputedStyle(pre).lineHeight);
        const at = new Map();
        threads.filter(({ line }) => line).forEach(({ line, name }) => at.set(line, [...(at.get(line) ?? []), name]));
        for (const [line, names] of at) {
            const one = made('p', { className: 'here stands' });
            one.setAttribute('aria-hidden', 'true');
            one.dataset.who = names.join(', ');
            one.dataset.short = names.map(name => name.replace(/^thread /, '')).join(', ');
            one.setAttribute('style', `inset-block-start: ${top + (line - 1) * height}px; block-size: ${height}px`);
            pre.prepend(one);
            marks.push(one);
        }
    }

    function waitsFor({ waits, thing }, threads) {
        const name = graph.things[thing]?.[1];
        const holder = threads.find(({ held }) => held.includes(thing));
        return [waits, ...(thing >= 0 && name ? [': ', code(name)] : []), ...(holder ? [`, which ${holder.name} holds`] : [])];
    }

    // Returns a row for every step that can be taken and for every thread that can't take one.
    function rows(threads) {
        return threads.filter(({ verb }) => verb !== 'ended').flatMap(thread => {
            if (!thread.edges.length) { return [{ ...thread, text: waitsFor(thread, threads) }]; }
            const several = thread.edges.length > 1;
            return thread.edges.map(edge => ({ ...thread, edge, line: graph.steps[edge[0]][3] || thread.line, text: words(graph, graph.steps[edge[0]], several) }));
        });
    }

    function show() {
        const { threads, outcome } = graph;
        const focused = document.activeElement?.closest?.('.moves button');
        const before = focused && seat.contains(focused) ? focused.dataset : undefined;
        const all = rows(threads);
        moves.replaceChildren(...all.map(({ name, line, text, edge }, index) => {
            const key = String(index + 1);
            const number = made('kbd', { textContent: key });
            const row = made('button', { type: 'button' }, number,
                made('span', {}, made('strong', { textContent: name }), line ? `, line ${line}: ` : ': ', ...text),
                line ? made('code', { className: 'source', textContent: lines[line - 1]?.trim() ?? '' }) : '');
            row.querySelector('.source')?.setAttribute('aria-hidden', 'true');
            row.dataset.name = name;
            // A disabled button would lose the focus.
            row.setAttribute('aria-disabled', !edge);
            row.setAttribute('aria-keyshortcuts', key);
            row.addEventListener('click', () => { stop(); if (edge) { graph.take(edge); show(); } });
            return made('li', {}, row);
        }));
        const buttons = [...moves.querySelectorAll('button')];
        const same = buttons.find(one => one.dataset.name === before?.name);
        if (before) { (same?.getAttribute('aria-disabled') === 'false' ? same : buttons.find(one => one.getAttribute('aria-disabled') === 'false') ?? same ?? restart).focus({ preventScroll: true }); }

        const left = graph.left[graph.at];
        const sum = left.reduce((all, one) => all + one, 0);
        if (outcome !== undefined) { found.add(outcome); }
        const last = graph.past.at(-1);
        const did = last ? [made('strong', { textContent: `Step ${graph.past.length}: ` }), `${graph.names[last.step[0]]}${last.step[3] ? `, line ${last.step[3]}` : ''}: `, ...words(graph, last.step, true), '. '] : ['Nothing has happened yet. '];
        said.replaceChildren(...did, ...(outcome === undefined ? [] : ended(graph.outcomes[outcome])));
        const { values, printed } = graph.shared;
        const value = ([thing, text]) => [code(graph.things[thing][1]), text];
        const lock = thing => {
            const holders = threads.filter(({ held }) => held.includes(thing)).map(({ name }) => name);
            return [code(graph.things[thing][1]), holders.length ? `held by ${holders.join(', ')}` : 'free'];
        };
        const was = new Map([...state.children].map(({ firstChild, lastChild }) => [firstChild.textContent, lastChild.textContent]));
        const entries = [...values.map(value), ...locks.map(lock), ['Printed', printed ? code(printed.trimEnd()) : 'nothing']];
        state.replaceChildren(...entries.map(([name, text]) => {
            const entry = made('div', {}, made('dt', {}, name), made('dd', {}, text));
            const old = was.get(entry.firstChild.textContent);
            entry.lastChild.classList.toggle('changed', old !== undefined && old !== entry.lastChild.textContent);
            return entry;
        }));
        const places = { 1: 'the only outcome', 2: 'both outcomes' }[graph.outcomes.length] ?? `all ${graph.outcomes.length} outcomes`;
        count.replaceChildren(found.size === graph.outcomes.length ? `You have found ${places}. ` : `Your goal: find ${places}; ${found.size} found. `,
            sum === 1 ? `One ${ways} is left from here.` : `${sum} ${ways}s are left from here.`);
        goals.replaceChildren(...graph.outcomes.map((one, index) => {
            const [start, what] = goal(one);
            const tick = made('span', { className: 'tick', textContent: found.has(index) ? '✓' : '○' });
            tick.setAttribute('role', 'img');
            tick.setAttribute('aria-label', found.has(index) ? 'Found:' : 'Not yet found:');
            const play = made('button', { type: 'button', textContent: 'Show me', onclick: () => playTo(index) });
            play.setAttribute('aria-label', `Show me how to ${start} ${what}`);
            const share = outcome === index ? 'you are here' : left[index] ? `${left[index]} of ${sum} left` : 'out of reach from here';
            return made('li', { className: left[index] ? '' : 'lost' }, tick, made('span', {}, start, what ? ' ' : '', what ? code(what) : ''), made('small', { textContent: share }), play);
        }));
        undo.setAttribute('aria-disabled', !graph.past.length);
        restart.setAttribute('aria-disabled', !graph.past.length);
        mark(threads);
    }

    function ended([end, note, printed]) {
        const text = printed.trimEnd();
        const prints = text ? ['It printed ', code(text), '.'] : ['It printed nothing.'];
        if (end === 'deadlock') { return [made('strong', { textContent: 'Deadlock: ' }), `${note}. Nobody can go on. `, ...prints]; }
        if (end === 'panic') { return [made('strong', { textContent: 'Panic: ' }), `${note}. `, ...prints]; }
        return [made('strong', { textContent: 'The end. ' }), ...prints];
    }

    // Plays a schedule from the start, until the reader does something.
    function playTo(outcome) {
        stop();
        graph.restart();
        const way = graph.shortest(outcome);
        const next = () => {
            const edge = way.shift();
            if (!edge) { stop(); return; }
            graph.take(edge);
            show();
        };
        show();
        goals.children[outcome].querySelector('button').focus({ preventScroll: true });
        player = setInterval(() => {
            const held = document.activeElement?.closest?.('.goals li');
            const at = held ? [...goals.children].indexOf(held) : -1;
            next();
            if (at >= 0) { goals.children[at].querySelector('button').focus({ preventScroll: true }); }
        }, matchMedia('(prefers-reduced-motion: reduce)').matches ? 1500 : 800);
    }
    function stop() { clearInterval(player); player = undefined; }

    seat.addEventListener('keydown', event => {
        if (event.altKey || event.ctrlKey || event.metaKey) { return; }
        const buttons = [...moves.querySelectorAll('button')];
        const at = buttons.indexOf(document.activeElement);
        const key = event.key.toLowerCase();
        if (/^[1-9]$/.test(key)) {
            const chosen = buttons[key - 1];
            if (!chosen) { return; }
            chosen.focus({ preventScroll: true });
            chosen.click();
        } else if (key === 'arrowdown' || key === 'arrowup') {
            buttons[Math.min(buttons.length - 1, Math.max(0, at + (key === 'arrowdown' ? 1 : -1)))]?.focus({ preventScroll: true });
        } else if (key === 'u' || key === 'r') {
            (key === 'u' ? undo : restart).click();
            if (!moves.contains(document.activeElement)) { moves.querySelector('[aria-disabled="false"]')?.focus({ preventScroll: true }); }
        } else if (key === 'escape') {
            seat.close();
        } else {
            return;
        }
        event.preventDefault();
    });
    seat.leave = () => { stop(); marks.splice(0).forEach(one => one.remove()); };
    show();
    return seat;
}

// Returns the outcomes in a record on the page: how each ends, what it prints, and how many schedules lead to it.
export function outcomesOf(record) {
    const all = [];
    for (const line of record.split('\n')) {
        const share = line.match(/^ *(\d+ of \d+) {2}[█·]+(?:  ✗ .+)?$/);
        const end = line.match(/^(deadlock|panic|exit status): (.*)/);
        if (share || line.startsWith('only ')) {
            all.push({ share: share?.[1] ?? line, printed: '', end: 'done' });
        } else if (all.length && line.startsWith('  ')) {
            all.at(-1).printed += `${line.slice(2)}\n`;
        } else if (end) {
            all.at(-1).end = end[1] === 'exit status' ? `exit ${end[2]}` : end[1];
        }
    }
    return all;
}

// Asks which results are possible, in place of the box that offers the question, then shows the record.
export async function ask(figure, box, record, reveal) {
    const [{ decoys = [] }] = await Promise.all([dataOf(figure.id), style()]).catch(() => [{}]);
    if (!decoys.length) { reveal(); return; }
    const outcomes = outcomesOf(record);
    // A record without bars is what the one run prints.
    if (!outcomes.length) { outcomes.push({ printed: record, end: figure.querySelector('.panics') ? 'panic' : 'done' }); }
    const all = [...outcomes.map(one => ({ ...one, isTrue: true })), ...decoys.map(([end, printed, why]) => ({ end, printed, why }))];
    // Sorts them into an order that gives nothing away and is always the same.
    const mixed = ({ end, printed }) => [...`${figure.id}${end}${printed}`].reduce((hash, sign) => (hash * 31 + sign.codePointAt()) % 9973, 7);
    all.sort((a, b) => mixed(a) - mixed(b));
    const rows = all.map(one => {
        const text = one.printed.trimEnd();
        const end = { deadlock: 'a deadlock', panic: 'a panic', done: '' }[one.end] ?? one.end.replace('exit', 'exit status');
        const why = one.isTrue ? [one.share ? `Possible: ${one.share}.` : 'Yes, always.'] : ['Impossible. ', ...prose(one.why)];
        return { isTrue: Boolean(one.isTrue), label: [...(text ? [made('code', { textContent: text })] : []), text && end ? ', then ' : '', end || (text ? '' : 'nothing')], why };
    });
    question(box, 'Which of these can happen? Choose all that can.', rows, 'Show the record', reveal);
}

// Asks a question whose choices are in its answer, then shows the answer.
export async function choose(list) {
    await style();
    const words = part => [...part.cloneNode(true).childNodes];
    const rows = [...list.children].map(item => ({ isTrue: item.dataset.is !== undefined, label: words(item.firstElementChild), why: words(item.lastElementChild) }));
    const box = made('div');
    list.before(box);
    question(box, 'Choose all that are true.', rows, 'Show the answer', () => list.classList.add('done'));
}

// Shows the question as checkboxes, and a verdict on each once the reader has checked.
function question(box, asked, choices, without, reveal) {
    const rows = choices.map(choice => {
        const input = made('input', { type: 'checkbox' });
        const says = made('p', { className: 'verdict', hidden: true });
        return { ...choice, input, says, row: made('li', {}, made('label', {}, input, ' ', ...choice.label), says) };
    });
    const said = made('p', { className: 'score' });
    said.setAttribute('aria-live', 'polite');
    const check = made('button', { type: 'button', textContent: 'Check', onclick: judge });
    const buttons = made('p', { className: 'ways' }, check, made('button', { type: 'button', textContent: without, onclick: () => { box.remove(); reveal(); } }));
    box.className = 'guess open';
    box.replaceChildren(made('fieldset', {}, made('legend', { textContent: asked }), made('ul', {}, ...rows.map(({ row }) => row))), said, buttons);
    rows[0].input.focus({ preventScroll: true });

    function judge() {
        let right = 0;
        for (const { isTrue, why, input, says, row } of rows) {
            const isRight = input.checked === isTrue;
            right += Number(isRight);
            row.className = isRight ? 'right' : 'wrong';
            says.replaceChildren(isRight ? '✓ ' : '✗ ', ...why);
            says.hidden = false;
            input.disabled = true;
        }
        said.textContent = right === rows.length ? 'All correct.' : `${right} of ${rows.length} right.`;
        buttons.remove();
        said.tabIndex = -1;
        said.focus({ preventScroll: true });
        reveal();
    }
}
