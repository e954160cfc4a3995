// Follows a verification on its page: asks for the page again and again, and puts in what is new.

const EVERY_MILLISECONDS = 700;
/** After so many failures in a row the reader is left with the link that looks again. */
const MOST_FAILURES = 20;

const run = () => document.getElementById('run');
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The same page as it is now. */
async function again() {
  const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
  const next = new DOMParser().parseFromString(await answer.text(), 'text/html');
  if (next.getElementById('run') === null) throw new Error(`no run in it (${answer.status})`);
  return next;
}

/** Says how far it is, and leaves all else as it is: what has the focus, and what is read out. */
function further(now, next) {
  const [doing, other] = [now.querySelector('#doing'), next.querySelector('#doing')];
  // Whoever does not see it hears only of what is begun, not of each number.
  if (doing.textContent !== other.textContent) doing.textContent = other.textContent;
  const bar = now.querySelector('progress');
  const far = bar.parentElement;
  const later = next.querySelector('progress').parentElement;
  if (far.className !== later.className) {
    far.replaceWith(later);
    return;
  }
  for (const { name, value } of later.querySelector('progress').attributes) {
    bar.setAttribute(name, value);
  }
  const [text, words] = [far.querySelector('span'), later.querySelector('span')];
  if (text !== null && words !== null) text.textContent = words.textContent;
}

/** Shows what came of it. The focus goes to its heading where it was on what is gone. */
function end(now, page) {
  const had = now.contains(document.activeElement);
  const next = page.getElementById('run');
  const status = document.createElement('p');
  status.className = 'hidden';
  status.setAttribute('role', 'status');
  now.replaceWith(next);
  next.before(status);
  document.title = page.title;
  // What is read out when it changes has to be there before.
  setTimeout(() => {
    status.textContent = next.querySelector('h1').textContent;
  }, 100);
  if (had) next.querySelector('h1').focus();
}

async function follow() {
  for (let failures = 0; failures < MOST_FAILURES; ) {
    await pause(EVERY_MILLISECONDS);
    try {
      const page = await again();
      const next = page.getElementById('run');
      if (next.dataset.run !== 'running') {
        end(run(), page);
        return;
      }
      further(run(), next);
      failures = 0;
    } catch {
      failures += 1;
    }
  }
}

if (run()?.dataset.run === 'running') void follow();
