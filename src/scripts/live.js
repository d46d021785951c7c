// Loads the page again when `mdbook serve` has built the book anew; no published page asks for it.
const socket = new WebSocket(`${location.protocol === 'https:' ? 'wss:' : 'ws:'}//${location.host}/${document.documentElement.dataset.live}`);
socket.onmessage = event => {
    if (event.data === 'reload') {
        socket.close();
        location.reload();
    }
};
addEventListener('beforeunload', () => socket.close());
