// News of entries that came since the page was made.

/** Says that there is more than the page shows, and leaves the page as it is; `show` shows it. */
export function announce(contest, show) {
  const feed = new EventSource(`/api/v1/feed?contest=${encodeURIComponent(contest)}`);
  let count = 0;
  const note = document.createElement('p');
  note.className = 'news';
  note.setAttribute('role', 'status');
  document.body.append(note);
  feed.addEventListener('entry', () => {
    count += 1;
    const link = document.createElement('button');
    link.textContent = `${count} new ${count === 1 ? 'entry' : 'entries'}: show`;
    link.addEventListener('click', () => {
      count = 0;
      note.replaceChildren();
      show();
    });
    note.replaceChildren(link);
  });
  addEventListener('pagehide', () => feed.close());
}
