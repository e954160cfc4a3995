import { makeToken, stateOf } from '../access/token.ts';
import type { Config } from '../config.ts';
import { MILLISECONDS_A_DAY } from '../time/day.ts';
import { type Context, type Hold, withTokens } from './context.ts';
import { sayServed } from './demo-talk.ts';
import { serveLedger } from './serving.ts';
import { say } from './terminal.ts';

/** Whom entries name that the demo's token appends; it also tells the tokens that earlier demos left. */
const NAME = 'you (demo)';

/**
 * Makes the token to write with; answers with its id and its text. A demo that was killed has left one:
 * it is revoked.
 */
function lend(context: Context, config: Config): { readonly id: string; readonly text: string } {
  return withTokens(context, config, (tokens) => {
    const now = context.now();
    const left = tokens
      .list()
      .filter((each) => each.name === NAME && stateOf(each, now) === 'valid');
    for (const { id } of left) {
      tokens.revoke(id, now);
      say(context.terminal, `Token ${id}, left by another start, is revoked.`);
    }
    const expires = now + MILLISECONDS_A_DAY;
    const { text, kept } = makeToken(
      { name: NAME, roles: ['editor', 'auditor'], expires },
      context,
    );
    tokens.add(kept);
    return { id: kept.id, text };
  });
}

/** What the demo serves, and until when. */
export interface DemoServing {
  readonly config: Config;
  /** Of Hustings. */
  readonly version: string;
  readonly hold: Hold;
}

/** Serves a ledger that the samples are in until it is stopped, and lends a token meanwhile. */
export async function serveDemo(
  context: Context,
  { config, version, hold }: DemoServing,
): Promise<void> {
  hold.resume();
  let lent: string | undefined;
  try {
    await serveLedger(context, {
      config,
      version,
      service: await context.open(config, 'write'),
      signal: hold.signal,
      listening: (address, { name: log }) => {
        const { id, text: token } = lend(context, config);
        lent = id;
        const { ledger, database } = config;
        sayServed(context.terminal, { ledger, database, version, address, log, token, name: NAME });
      },
    });
  } finally {
    const id = lent;
    if (id !== undefined) {
      withTokens(context, config, (tokens) => tokens.revoke(id, context.now()));
    }
  }
  say(context.terminal, 'Stopped; the token is revoked.');
}
