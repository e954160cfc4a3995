import { html } from 'htm/preact';
import { formatInstant } from '../time/instant.ts';
import { addressOf, type Sight } from './sight.ts';

/** The pages for auditors, by their addresses. */
export const AUDIT = {
  start: '/audit',
  log: '/audit/log',
  checkpoints: '/audit/checkpoints',
  verification: '/audit/verification',
  bundle: '/audit/bundle',
} as const;

/** The page of a verification. */
export const runPath = (id: string): string => `${AUDIT.verification}/${encodeURIComponent(id)}`;

/** Where a verification is stopped. */
export const stopPath = (id: string): string => `${runPath(id)}/stop`;

/** Where an auditor's page is, from the first of them down. */
export const auditTrail = (sight: Sight, name?: string, at?: string) => [
  { name: 'Audit', at: addressOf(AUDIT.start, sight) },
  ...(name === undefined || at === undefined ? [] : [{ name, at: addressOf(at, sight) }]),
];

/** A moment, from milliseconds since 1970, to the second. */
export function momentText(instant: number): string {
  const text = formatInstant(instant);
  return `${text.slice(0, 'YYYY-MM-DDTHH:MM:SS'.length)}Z`;
}

/** A moment as an entry has it. */
export const timeOf = (recordedAt: string) =>
  html`<time datetime=${recordedAt}>${recordedAt}</time>`;

/** A long text of digits: its beginning is seen, all of it when it is pointed at, focused or copied. */
export const digits = (text: string) =>
  html`<code class="digits" title=${text} tabindex="0">${text}</code>`;

/** What is wrong with a form, at its top, with the way to the field. */
export const errorsAt = (field: string, problem: string | undefined) =>
  problem === undefined
    ? null
    : html`<div class="errors" role="alert"><p><a href=${`#${field}`}>${problem}</a></p></div>`;

/** What a field says of itself to whoever does not see it. */
export const fieldSays = (field: string, problem: string | undefined) => ({
  id: field,
  'aria-describedby': `${field}-hint`,
  'aria-invalid': problem === undefined ? undefined : 'true',
});

/** What the log proves, and what it does not. */
export const WHAT_IT_PROVES =
  'The log proves that nothing was rewritten since a checkpoint left the hands of whoever runs this ledger. Not that a claim is true.';
