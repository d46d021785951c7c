// Shows a term's sentence from the glossary; fetched when a reader first pauses on a term.
const tip = Object.assign(document.createElement('div'), { className: 'tip', id: 'tip', hidden: true });
tip.setAttribute('role', 'tooltip');
document.body.append(tip);
let wait;

// Shows a term's sentence after the given number of milliseconds; `elsewhere` finds an element on another page.
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
// Closes only a visible sentence: a pending one is positioned when it's shown.
document.addEventListener('scroll', () => { if (!tip.hidden) { close(); } }, { passive: true });
