// The theme that a reader has chosen, before anything is painted. No module: those run too late for that.

(() => {
  const KEPT = 'hustings.theme';

  /** What was chosen; a browser that keeps nothing goes by its own setting. */
  function chosen() {
    try {
      return localStorage.getItem(KEPT);
    } catch {
      return null;
    }
  }

  function keep(theme) {
    try {
      localStorage.setItem(KEPT, theme);
    } catch {}
  }

  /** Gives the page a theme: its own, or that of the browser. */
  function use(theme) {
    const own = theme === 'light' || theme === 'dark';
    if (own) document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
    const meta = document.querySelector('meta[name="color-scheme"]');
    meta?.setAttribute('content', own ? theme : 'light dark');
    const list = document.querySelector('.theme select');
    if (list !== null) list.value = own ? theme : 'auto';
  }

  use(chosen());
  addEventListener('DOMContentLoaded', () => {
    const label = document.querySelector('.theme');
    if (label === null) return;
    label.hidden = false;
    use(chosen());
    label.querySelector('select').addEventListener('change', ({ target }) => {
      keep(target.value);
      use(target.value);
    });
  });
  // Another window of this site has changed it.
  addEventListener('storage', ({ key, newValue }) => {
    if (key === KEPT) use(newValue);
  });
})();
