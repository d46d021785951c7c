// The glossary's sentence at a word, fetched when a reader first stays at one.
const tip = Object.assign(document.createElement('div'), { className: 'tip', id: 'tip', hidden: true });
tip.setAttribute('role', 'tooltip');
document.body.append(tip);
let wait;

// Shows the sentence on a term, in so many milliseconds; `elsewhere` finds an element of another page.
export function show(link, after, elsewhere) {
    close();
    wait = setTimeout(async () => {
        const says = (await elsewhere(link).catch(() => undefined))?.nextElementSibling?.textContent;
        if (!says) { return; }
        tip.textContent = says;
        tip.hidden = false;
        link.setAttribute('aria-describedby', 'tip');
        const place = link.getBoundingClientRect();
        const left = Math.max(8, Math.min(place.left, innerWidth - tip.offsetWidth - 8));
        const top = place.bottom + tip.offsetHeight + 12 > innerHeight ? place.top - tip.offsetHeight - 6 : place.bottom + 6;
        tip.setAttribute('style', `left: ${left}px; top: ${top}px`);
    }, after);
}

export function close() {
    clearTimeout(wait);
    tip.hidden = true;
}

document.addEventListener('keydown', event => { if (event.key === 'Escape') { close(); } });
// A sentence that is still to come finds its place when it comes.
document.addEventListener('scroll', () => { if (!tip.hidden) { close(); } }, { passive: true });
