/** An editor in a browser that runs no scripts: reads a form, fills it in, and sends it. */
import { parseHTML } from 'linkedom';
import { expect } from 'vitest';
import { CONTEST, draft, FRAME, type Sent } from '../support/given.ts';
import { saidIn } from '../web/form/said.ts';
import { folded } from '../web/parsed.ts';
import type { Got, Headers } from './served.ts';
import { type SignedIn, signedInOver } from './signed-in.ts';
import { writableService } from './written.ts';

/** Where entries of the contest of these tests are appended. */
export const APPEND = `/contests/${CONTEST}/append`;

/** A page with a form, as it came. */
export interface FormPage {
  readonly status: number;
  /** Where its form is sent. */
  readonly at: string;
  readonly document: Document;
  readonly text: string;
  /** What its fields say, by name, those that are unseen among them. */
  readonly fields: Readonly<Record<string, string>>;
  /** What is wrong, each with the field that it is linked to. */
  readonly errors: readonly (readonly [field: string, says: string])[];
  /** What its buttons say, and what they do. */
  readonly buttons: Readonly<Record<string, string>>;
  /** What an answer says of the preview; null: there is none. */
  readonly preview: string | null;
}

function fieldsOf(document: Document): Record<string, string> {
  const controls = [...document.querySelectorAll('#draft :is(input, textarea, select)')];
  const sent = controls.filter(
    (each) => each.getAttribute('type') !== 'checkbox' || each.hasAttribute('checked'),
  );
  return Object.fromEntries(sent.map((each) => [each.getAttribute('name') ?? '', saidIn(each)]));
}

/** Reads the page of a form. */
export function readForm({ status, body }: Got): FormPage {
  const { document } = parseHTML(body) as unknown as { document: Document };
  const errors = [...document.querySelectorAll('.errors > ul:first-of-type > li')].map((item) => {
    const at = item.querySelector('a[href^="#f-"]')?.getAttribute('href')?.slice('#f-'.length);
    if (at !== undefined) expect(document.getElementById(`f-${at}`), at).not.toBeNull();
    return [at ?? '', folded(item.textContent ?? '')] as const;
  });
  const preview = document.querySelector('section.preview');
  return {
    status,
    at: document.getElementById('draft')?.getAttribute('action') ?? '',
    document,
    text: folded(document.querySelector('main')?.textContent ?? ''),
    fields: fieldsOf(document),
    errors,
    buttons: Object.fromEntries(
      [...document.querySelectorAll('button[name="do"]')].map((each) => [
        folded(each.textContent ?? ''),
        each.getAttribute('value') ?? '',
      ]),
    ),
    preview: preview === null ? null : folded(preview.textContent ?? ''),
  };
}

/** Somebody at a browser. */
export class AtBrowser {
  readonly served: SignedIn;
  readonly headers: Headers;

  constructor(served: SignedIn, headers: Headers) {
    this.served = served;
    this.headers = headers;
  }

  /** Opens a page, or the one that it leads on to. */
  async open(url: string): Promise<FormPage> {
    const got = await this.served.get(url, this.headers);
    const { location } = got.headers;
    return readForm(location === undefined ? got : await this.served.get(location, this.headers));
  }

  /** Sends a form as it is, but for what is said here, by one of its buttons. */
  send(url: string, form: FormPage, said: Headers, does = 'preview'): Promise<Got> {
    return this.served.post(url, { ...form.fields, ...said, do: does }, this.headers);
  }

  /** The same, and reads the form that comes back. */
  async sent(url: string, form: FormPage, said: Headers, does = 'preview'): Promise<FormPage> {
    return readForm(await this.send(url, form, said, does));
  }

  /** Opens a form, fills it in, previews and appends it: the address of what was stored. */
  async append(url: string, said: Headers): Promise<string> {
    const form = await this.open(url);
    const { at } = form;
    const preview = await this.sent(at, form, said);
    expect(preview.errors).toEqual([]);
    const { status, headers, body } = await this.send(at, preview, {}, 'append');
    expect(status, body).toBe(303);
    return headers.location ?? '';
  }

  /** How many entries the ledger holds. */
  async entries(): Promise<number> {
    return (await this.served.service.store.head()).seq + 1;
  }

  /** The last entry of the ledger, as the API tells it. */
  async last(): Promise<Record<string, unknown>> {
    const { seq } = await this.served.service.store.head();
    const [stored] = await this.served.service.store.readAll(seq, 1);
    const { entry } = await this.served.json(`/api/v1/entries/${stored?.id}`);
    return entry as Record<string, unknown>;
  }
}

/** What is said of the source in a form. */
export const SOURCE: Headers = {
  'sources.0.url': 'https://paper.example/a',
  'sources.0.publisher': 'The Paper',
  'sources.0.title': 'A story',
};

/** What an endorsement says in its form. */
export const endorsing = (endorser: string, candidate: string, on = '2010-06-01'): Headers => ({
  'data.endorser': endorser,
  'data.choices.0.candidate': candidate,
  on,
  ...SOURCE,
});

/** An editor over a ledger that holds the frame of a contest, and these. */
export async function editor(...sent: readonly Sent[]): Promise<AtBrowser> {
  const service = writableService();
  const options = { recordedBy: 'a tester' };
  const done = await service.ledger.append(CONTEST, [...FRAME, ...sent].map(draft), options);
  if (!done.ok) throw new Error(`${done.refusal.code}: ${done.refusal.message}`);
  const served = await signedInOver(service);
  return new AtBrowser(served, served.browser('Ada', 'editor'));
}
