// Reloads the page when `mdbook serve` has rebuilt the book; no published page loads this script.
const socket = new WebSocket(`${location.protocol === 'https:' ? 'wss:' : 'ws:'}//${location.host}/${document.documentElement.dataset.live}`);
socket.onmessage = event => {
    if (event.data === 'reload') {
        socket.close();
        location.reload();
    }
};
addEventListener('beforeunload', () => socket.close());
