/** A server to whose pages editors sign in, over a contest that has its frame. */
import type { Page } from 'playwright-core';
import { type SignedIn, signedInOver } from '../http/signed-in.ts';
import { writableService } from '../http/written.ts';
import { CONTEST, draft, FRAME } from '../support/given.ts';
import type { Hand } from './hands.ts';
import { type Site, site } from './site.ts';

/** The server, and how its editor signs in. */
export interface EditingSite {
  here(): Site;
  /** The token of an editor. */
  token(name: string): string;
  /** Signs in by the header's link, from wherever a page is. */
  signIn(page: Page, hand: Hand): Promise<void>;
}

/** A server whose contest has its frame and these entries, for all tests of a file. */
export function editingSite(...more: readonly Parameters<typeof draft>[0][]): EditingSite {
  let signedIn: SignedIn | undefined;
  const here = site(async () => {
    const service = writableService();
    const options = { recordedBy: 'a tester' };
    const done = await service.ledger.append(CONTEST, [...FRAME, ...more].map(draft), options);
    if (!done.ok) throw new Error(done.refusal.message);
    signedIn = await signedInOver(service);
    return signedIn;
  });
  const token = (name: string): string => {
    if (signedIn === undefined) throw new Error('no server listens');
    return signedIn.token(name, 'editor');
  };
  return {
    here,
    token,
    signIn: async (page, hand) => {
      await hand.press(page.getByRole('link', { name: 'Sign in' }));
      await hand.say(page.getByLabel('Token'), token('Ada'));
      await hand.press(page.getByRole('main').getByRole('button', { name: 'Sign in' }));
      await page.getByRole('button', { name: 'Sign out' }).waitFor();
    },
  };
}
