// The list of keys.

const KEYS = [
  [', and .', 'the change before, and after'],
  ['p', 'play, and pause'],
  ['← and →', 'on the slider: a change back, and on; Home and End: the first, and the last'],
  ['t', 'the numbers of the chart, and the chart alone'],
  ['/', 'search'],
  ['Esc', 'close an entry, or this list'],
  ['?', 'this list'],
];

/** Lists the keys. */
export function help() {
  let dialog = document.querySelector('dialog.keys');
  if (dialog === null) {
    dialog = document.createElement('dialog');
    dialog.className = 'keys';
    const list = document.createElement('dl');
    for (const [key, meaning] of KEYS) {
      const [term, text] = [document.createElement('dt'), document.createElement('dd')];
      term.textContent = key;
      text.textContent = meaning;
      list.append(term, text);
    }
    const title = document.createElement('h2');
    title.textContent = 'Keys';
    const close = document.createElement('button');
    close.textContent = 'Close';
    close.addEventListener('click', () => dialog.close());
    dialog.append(title, list, close);
    document.body.append(dialog);
  }
  dialog.showModal();
}
