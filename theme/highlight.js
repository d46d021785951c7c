// Colors the book's Rust code, records and compiler messages: one regular expression instead of a library, because no other language is colored.
'use strict';
(() => {
    const kinds = ['comment', 'string', 'attribute', 'lifetime', 'number', 'macro', 'keyword', 'type'];
    const token = new RegExp([
        /(\/\/[^\n]*|\/\*[\s\S]*?\*\/)/,
        /((?:[bc]?r(?<fence>#*)"[\s\S]*?"\k<fence>)|[bc]?"(?:\\[\s\S]|[^"\\])*"|b?'(?:\\(?:x[\da-fA-F]{2}|u\{[\da-fA-F_]+\}|.)|[^\\'\n])')/,
        /(#!?\[[^\]]*\])/,
        /('[a-zA-Z_]\w*)/,
        /(\b(?:0x[\da-fA-F_]+|0b[01_]+|\d[\d_]*(?:\.\d[\d_]*)?)(?:[ui](?:8|16|32|64|128|size)|f32|f64)?\b|\b(?:true|false)\b)/,
        /(\b[a-z_]\w*!(?!=))/,
        /(\b(?:as|async|await|break|const|continue|crate|dyn|else|enum|extern|fn|for|if|impl|in|let|loop|match|mod|move|mut|pub|ref|return|self|static|struct|super|trait|type|unsafe|use|where|while)\b)/,
        /(\b(?:[A-Z]\w*|[ui](?:8|16|32|64|128|size)|f32|f64|bool|char|str)\b)/,
    ].map(part => part.source).join('|'), 'g');

    function colorText(node) {
        const text = node.data;
        const colored = document.createDocumentFragment();
        let end = 0;
        for (const found of text.matchAll(token)) {
            // Group 3 is the fence of a raw string.
            const groups = [...found.slice(1, 3), ...found.slice(4)];
            let kind = kinds[groups.findIndex(group => group !== undefined)];
            if (kind === 'comment' && found[0].startsWith('// error')) {
                kind = 'error';
            }
            const span = document.createElement('span');
            span.className = `t-${kind}`;
            span.textContent = found[0];
            colored.append(text.slice(end, found.index), span);
            end = found.index + found[0].length;
        }
        colored.append(text.slice(end));
        node.replaceWith(colored);
    }

    // Records and messages, line by line: colors what rustc colors, hides bars from screen readers, and makes each line of the program that's named a place to point at.
    const named = /(src\/main\.rs:(\d+):\d+|\bline (\d+)\b)/g;
    const parts = /^( *\d+ of \d+ {2})([█·]+)(.*)$|^((?:error|warning)(?:\[\w+\])?)(:.*)$|^(\s*(?:= )?(?:note|help):)(.*)$|^(deadlock:|panic:)(.*)$/;

    function span(name, text) {
        const made = document.createElement('span');
        made.className = name;
        made.textContent = text;
        return made;
    }

    // Returns the text with each place in the program as its own element.
    function withPlaces(text) {
        const all = [];
        let end = 0;
        for (const found of text.matchAll(named)) {
            const place = span('m-place', found[0]);
            place.dataset.line = found[2] ?? found[3];
            all.push(text.slice(end, found.index), place);
            end = found.index + found[0].length;
        }
        return [...all, text.slice(end)];
    }

    function colorLine(line) {
        const found = line.match(parts);
        if (!found) {
            // rustc's arrows, bars and underlines.
            return line.split(/(\^+|(?<=\|.*)-{2,}|^\s*--> |^ *\d* \|)/).flatMap((piece, index) => {
                if (index % 2 === 0) { return withPlaces(piece); }
                return [span(piece.startsWith('^') ? 'm-error' : 'm-place', piece)];
            });
        }
        const [, share, bar, mark, error, message, note, words, end, how] = found;
        if (share) {
            const cells = span('m-bar', bar);
            cells.setAttribute('aria-hidden', 'true');
            return mark ? [share, cells, span('m-wrong', mark)] : [share, cells];
        }
        if (error) { return [span('m-error', error), ...withPlaces(message)]; }
        if (end) { return [span('m-dead', end), ...withPlaces(how)]; }
        const wrapped = document.createElement('span');
        wrapped.className = 'm-wrap';
        wrapped.append(span('m-note', note), ...withPlaces(words));
        return [wrapped];
    }

    // Colors a part of the page; book.js calls it before the part is painted.
    window.color = part => {
        for (const code of part.querySelectorAll('code:is(.language-rust, .language-rs)')) {
            const walk = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
            const nodes = [];
            while (walk.nextNode()) {
                nodes.push(walk.currentNode);
            }
            nodes.forEach(colorText);
        }
        for (const code of part.querySelectorAll('.listing > p + pre > code')) {
            const lines = code.textContent.split('\n');
            code.replaceChildren(...lines.flatMap((line, index) => [...(index ? ['\n'] : []), ...colorLine(line)]));
        }
    };
})();
