import { html } from 'htm/preact';
import type { VerifyingStep } from '../interchange/verification.ts';
import type { Verifier } from '../tlog/keys.ts';
import { AUDIT, auditTrail, momentText, runPath, stopPath } from './audit-parts.ts';
import { reportSection, reportTitle } from './audit-report.ts';
import { DataLinks } from './data-links.ts';
import type { PageFrame } from './document.ts';
import { numberText } from './numbers.ts';
import type { RunShown, RunState } from './run-shown.ts';
import { addressOf, type Sight } from './sight.ts';

/** After how many seconds a run that is under way is looked at again. */
const AGAIN = 2;

const STEPS: Readonly<Record<VerifyingStep['what'], readonly [doing: string, of: string]>> = {
  entries: ['Every entry’s bytes are read and hashed', 'entries'],
  standings: ['The standings are computed twice, from the columns and from the bytes', 'contests'],
  origin: ['The database is read again from its beginning, to be compared', 'entries'],
};

const farText = ({ what, done, all }: VerifyingStep): string =>
  `${numberText(done)} of ${numberText(all)} ${STEPS[what][1]}`;

/** How it stands with a run, in a few words. */
export function runTitle({ state }: RunShown): string {
  switch (state.is) {
    case 'running':
      return 'Verifying …';
    case 'done':
      return reportTitle(state.report);
    case 'stopped':
      return 'The verification was stopped';
    case 'failed':
      return 'The verification could not be finished';
  }
}

function progress(step: VerifyingStep | undefined) {
  if (step === undefined) {
    return html`<p role="status" id="doing">It begins: what is kept beside the entries is read.</p>
      <p><progress aria-labelledby="doing"></progress></p>`;
  }
  return html`<p role="status" id="doing">${STEPS[step.what][0]}.</p>
    <p class="far">
      <progress max=${Math.max(1, step.all)} value=${step.done} aria-labelledby="doing"></progress>
      ${' '}<span>${farText(step)}</span>
    </p>`;
}

const running = (
  id: string,
  step: VerifyingStep | undefined,
  sight: Sight,
) => html`${progress(step)}
  <form method="post" action=${stopPath(id)} class="bare">
    <button>Stop</button>
  </form>
  <p class="faint">
    It goes on when you leave this page. <a href=${addressOf(runPath(id), sight)}>Look again</a>
  </p>`;

const NOTHING_SHOWN = 'So nothing was found to be wrong or right.';

function ended(
  state: Exclude<RunState, { is: 'running' }>,
  keys: readonly Verifier[],
  sight: Sight,
) {
  if (state.is === 'done') return reportSection(state.report, keys, sight);
  if (state.is === 'failed') {
    return html`<p class="notice">${state.problem}</p><p>${NOTHING_SHOWN}</p>`;
  }
  const far = state.step === undefined ? '' : `, after ${farText(state.step)}`;
  return html`<p>By ${state.by}, at ${momentText(state.ended)}${far}. ${NOTHING_SHOWN}</p>`;
}

/** Begins another verification, with the same kept checkpoint. */
const again = (
  since?: string,
) => html`<form method="post" action=${AUDIT.verification} class="bare">
  ${since === undefined ? null : html`<input type="hidden" name="since" value=${since} />`}
  <button>Verify again</button>
</form>`;

const endText = ({ state }: RunShown): string =>
  state.is === 'running' ? '' : `, ended ${momentText(state.ended)}`;

/** The page of a verification: how far it is, or what it found. */
export function runPage(run: RunShown, keys: readonly Verifier[], sight: Sight): PageFrame {
  const { id, by, begun, since, state } = run;
  const title = runTitle(run);
  const trail = auditTrail(sight, 'Verification', AUDIT.verification);
  const isRunning = state.is === 'running';
  return {
    title,
    trail: [...trail, { name: momentText(begun), at: addressOf(runPath(id), sight) }],
    ...(isRunning ? { refresh: AGAIN } : {}),
    main: html`<div id="run" data-run=${state.is}>
      <h1 tabindex="-1">${isRunning ? 'Verifying every byte' : title}</h1>
      <p class="clocks">
        Begun ${momentText(begun)} by ${by}${since === undefined ? '' : ', with a checkpoint that was kept'}${endText(run)}.
      </p>
      <${DataLinks} />
      ${isRunning ? running(id, state.step, sight) : [ended(state, keys, sight), again(since)]}
    </div>`,
  };
}

/** The page of a run that is not known. */
export const noRunPage = (sight: Sight): PageFrame => ({
  title: 'There is no such verification',
  trail: auditTrail(sight, 'Verification', AUDIT.verification),
  main: html`<h1>There is no such verification</h1>
    <p class="lead">
      What a verification found is kept for an hour, as long as the server runs. Begin another: it takes no
      longer.
    </p>
    ${again()}`,
});
