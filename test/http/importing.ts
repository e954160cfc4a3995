/** An editor in a browser that runs no scripts, with a list: sends it, reads the dry run, and appends it. */
import { parseHTML } from 'linkedom';
import { expect } from 'vitest';
import type { ServeSettings } from '../../src/config.ts';
import { CONTEST, draft, FRAME, type Sent } from '../support/given.ts';
import { folded } from '../web/parsed.ts';
import type { Got, Headers } from './served.ts';
import { type SignedIn, signedInOver } from './signed-in.ts';
import { writableService } from './written.ts';

/** Where lists of the contest of these tests are imported. */
export const IMPORT = `/contests/${CONTEST}/import`;

/** What is said once for all rows of a bare list. */
export const SAME: Headers = {
  type: 'EndorsementMade',
  on: '2010-06-01',
  'source.url': 'https://paper.example/a',
  'source.publisher': 'The Paper',
  'source.title': 'A story',
};

/** A page of the form, as it came. */
export interface ListPage {
  readonly status: number;
  readonly document: Document;
  readonly text: string;
  /** What its fields say, by name, those that are unseen among them. */
  readonly fields: Readonly<Record<string, string>>;
  /** What is wrong with the form as a whole. */
  readonly errors: readonly string[];
  /** The table of errors: line, column, value, what is wrong. */
  readonly faults: readonly (readonly string[])[];
  /** What would be stored: line, what it says, when. */
  readonly told: readonly (readonly string[])[];
  /** How many rows became what, in words. */
  readonly counts: readonly string[];
  /** What its buttons say. */
  readonly buttons: readonly string[];
}

const texts = (document: Document | Element, selector: string): string[] =>
  [...document.querySelectorAll(selector)].map((each) => folded(each.textContent ?? ''));

const tableOf = (document: Document, selector: string): string[][] =>
  [...document.querySelectorAll(`${selector} tbody tr`)].map((row) => texts(row, 'th, td'));

/** linkedom leaves what is escaped in a text area as it is. */
const decoded = (html: string): string =>
  html.replace(/&(?:quot|lt|gt|amp);/g, (each) => ESCAPED[each] ?? each);
const ESCAPED: Headers = { '&quot;': '"', '&lt;': '<', '&gt;': '>', '&amp;': '&' };

function fieldsOf(document: Document): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const each of document.querySelectorAll('#list input, #list textarea')) {
    if (each.getAttribute('type') === 'file') continue;
    const value = each.getAttribute('value') ?? each.textContent ?? '';
    // As a browser reads a text area, and as it sends it.
    const text = each.localName === 'textarea' ? decoded(value).replace(/^\n/, '') : value;
    fields[each.getAttribute('name') ?? ''] = text.replaceAll('\n', '\r\n');
  }
  for (const each of document.querySelectorAll('#list select')) {
    const chosen = each.querySelector('option[selected]') ?? each.querySelector('option');
    fields[each.getAttribute('name') ?? ''] = chosen?.getAttribute('value') ?? '';
  }
  return fields;
}

/** Reads the page of the form. */
export function readList({ status, body }: Got): ListPage {
  const { document } = parseHTML(body) as unknown as { document: Document };
  return {
    status,
    document,
    text: folded(document.querySelector('main')?.textContent ?? ''),
    fields: fieldsOf(document),
    errors: texts(document, '.errors li'),
    faults: tableOf(document, 'table.import-faults'),
    told: tableOf(document, 'section.preview table:not(.import-faults)'),
    counts: texts(document, 'ul.counts li'),
    buttons: texts(document, 'main button[name="do"]'),
  };
}

const BOUNDARY = '----a-boundary-of-the-tests';

/** The fields of a form, and a file, as a browser sends them. */
function multipart(fields: Headers, file: Uint8Array | undefined): Buffer {
  const part = (name: string, more: string, value: string | Uint8Array) =>
    Buffer.concat([
      Buffer.from(`--${BOUNDARY}\r\ncontent-disposition: form-data; name="${name}"${more}\r\n\r\n`),
      Buffer.from(value),
      Buffer.from('\r\n'),
    ]);
  return Buffer.concat([
    part('file', `; filename="${file === undefined ? '' : 'list.csv'}"`, file ?? ''),
    ...Object.entries(fields).map(([name, value]) => part(name, '', value)),
    Buffer.from(`--${BOUNDARY}--\r\n`),
  ]);
}

/** Somebody with lists. */
export class Importer {
  readonly served: SignedIn;
  readonly headers: Headers;

  constructor(served: SignedIn, headers: Headers) {
    this.served = served;
    this.headers = headers;
  }

  /** Sends the form. */
  async send(fields: Headers, file?: Uint8Array): Promise<Got> {
    const answer = await this.served.server.inject({
      method: 'POST',
      url: IMPORT,
      headers: {
        ...this.headers,
        'sec-fetch-site': 'same-origin',
        'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
      },
      payload: multipart(fields, file),
    });
    const named = Object.entries(answer.headers).map(([name, value]) => [name, `${value}`]);
    const { statusCode: status, body, rawPayload: bytes } = answer;
    return { status, headers: Object.fromEntries(named), body, bytes };
  }

  /** The dry run of a pasted list. */
  async check(text: string, said: Headers = {}): Promise<ListPage> {
    return readList(await this.send({ ...said, text, do: 'check' }));
  }

  /** The dry run of a file. */
  async checkFile(file: string | Uint8Array, said: Headers = {}): Promise<ListPage> {
    return readList(await this.send({ ...said, text: '', do: 'check' }, Buffer.from(file)));
  }

  /** Appends what is good of a dry run: where that leads. */
  async append(page: ListPage): Promise<string> {
    const { status, headers } = await this.send({ ...page.fields, do: 'append' });
    expect(status).toBe(303);
    return headers.location ?? '';
  }

  async open(url: string): Promise<ListPage> {
    return readList(await this.served.get(url, this.headers));
  }

  /** How many entries the ledger holds. */
  async entries(): Promise<number> {
    return (await this.served.service.store.head()).seq + 1;
  }

  /** The last entries of the ledger, the newest last, as drafts. */
  async last(count: number): Promise<Record<string, unknown>[]> {
    const all = await this.served.service.store.readAll((await this.entries()) - count, count);
    return all.map(({ payload }) => JSON.parse(Buffer.from(payload).toString('utf8')));
  }
}

/** An editor over a ledger that holds the frame of a contest, and these. */
export async function importer(
  sent: readonly Sent[] = [],
  settings: Partial<ServeSettings> = {},
): Promise<Importer> {
  const service = writableService();
  const options = { recordedBy: 'a tester' };
  const done = await service.ledger.append(CONTEST, [...FRAME, ...sent].map(draft), options);
  if (!done.ok) throw new Error(`${done.refusal.code}: ${done.refusal.message}`);
  const served = await signedInOver(service, [], settings);
  return new Importer(served, served.browser('Ada', 'editor'));
}
