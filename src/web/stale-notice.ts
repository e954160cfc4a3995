import { html } from 'htm/preact';

const INSTANT = /^(?<day>\d{4}-\d{2}-\d{2})T(?<time>\d{2}:\d{2}:\d{2})/;

/** Since when there was no news: the time, and the day with it. */
function whenOf(since: string): string {
  const { day, time } = INSTANT.exec(since)?.groups ?? {};
  return day === undefined ? 'since it was started' : `since ${time} UTC on ${day}`;
}

/** Says that what is shown may be older than the ledger; `since`: an instant, or that it is not known. */
export const staleNotice = (since: string) => html`<p class="stale" role="status">
  This copy of the service has had no news from its database ${whenOf(since)}; what you see may be older.
</p>`;
