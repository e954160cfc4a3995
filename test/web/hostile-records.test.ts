/** Whatever an entry may say is text on every page that shows it, however long and whatever its letters. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { documentOf } from '../../src/web/document.ts';
import { outLink } from '../../src/web/out-link.ts';
import { benchServed, type Served } from '../http/served.ts';
import { Bench } from '../support/given.ts';
import {
  as,
  CONTEST,
  corrected,
  disputed,
  endNomination,
  enrolled,
  entered,
  erased,
  FRAME,
  id,
  left,
  merged,
  nominated,
  resolved,
  source,
  stance,
  struck,
  tell,
} from '../support/sent.ts';
import { expectHarmless, folded, page, refused } from './parsed.ts';

const RUNS = `"><script>alert('x')</script><img src=x onerror=alert(1)>`;
const RIGHT_TO_LEFT = '\u202Eשלום \u2067مرحبا\u2069';
const COMBINING = `Z${'\u0341\u0317\u0352'.repeat(30)}`.normalize('NFC');
const filled = (length: number, text: string) =>
  text.repeat(Math.ceil(length / text.length)).slice(0, length);

const NAMES = {
  'runs-name': filled(200, RUNS),
  'rtl-name': filled(200, RIGHT_TO_LEFT).trim(),
  'marks-name': filled(200, COMBINING),
} as const;

const SOURCE = {
  url: `https://paper.example/"><script>alert(1)</script>?${'a'.repeat(1900)}`,
  publisher: filled(200, RUNS),
  title: filled(500, RUNS),
  published: '2010-06-01',
  archivedUrl: 'http://archive.example/javascript:alert(1)',
  locator: RIGHT_TO_LEFT,
  quote: filled(300, `${RUNS} ${RIGHT_TO_LEFT} `).trim(),
  dateBasis: filled(500, COMBINING),
};

const WHY = filled(1000, RUNS);
const STORY = [
  as('bad', entered('bad', '2010-05-01', { name: RUNS })),
  ...Object.entries(NAMES).map(([slug, name]) => as(slug, enrolled(slug, 'MP', { name }))),
  ...Object.keys(NAMES).map((slug) => ({
    ...as(`n-${slug}`, nominated(slug, 'bad', '2010-06-01')),
    sources: [SOURCE, source('2010-06-02', { title: RIGHT_TO_LEFT })],
    note: filled(2000, RUNS),
  })),
  as('fix', corrected('n-runs-name', { why: WHY, on: '2010-06-02', sources: [SOURCE] })),
  as('denied', disputed('n-rtl-name')),
  as('back', resolved('n-rtl-name', 'upheld')),
  as('end', endNomination('n-marks-name', '2010-06-20')),
  as('gone', struck('n-rtl-name')),
  as('calm', stance('m1', 'neutral', '2010-06-03')),
  as(
    'vote',
    tell(
      'BallotResultReported',
      {
        ballot: 'vote',
        body: RUNS.slice(0, 200),
        question: filled(500, RUNS),
        method: 'plurality',
        options: [{ option: filled(300, RUNS), candidate: 'bad', votes: 3 }],
      },
      '2010-06-04',
    ),
  ),
  as('lost', nominated('m2', 'ann', '2010-06-05')),
  as('exit', left('bob', '2010-06-06')),
  // Its slug is the name of a part of every object; what enrols it is erased.
  as('slug', enrolled('constructor', 'MP')),
  as('act', nominated('constructor', 'ann', '2010-06-07')),
];

const bench = new Bench();
let server: Served;

beforeAll(async () => {
  await bench.accept([...FRAME, ...STORY]);
  await bench.accept([as('one', { ...merged('t1', 't2') })], { contest: null });
  await bench.accept([
    { ...as('law', erased('lost')), data: { entry: id('lost'), legalBasis: RUNS } },
    as('law-2', erased('slug')),
  ]);
  server = await benchServed(bench);
});
afterAll(() => server.server.close());

describe('what an entry says', () => {
  test.each([...FRAME, ...STORY].map((sent) => [sent.type, sent.id ?? '']))(
    '%s %s is text',
    async (_, entry) => {
      const { document, text } = await page(server, `/entries/${entry}`);
      expectHarmless(document);
      expect(text).toContain(entry);
      expectHarmless((await page(server, `/entries/${entry}/cite`)).document);
    },
  );

  test('is there whole: names, titles, quotes, notes, reasons', async () => {
    const { text, links, document } = await page(server, `/entries/${id('n-runs-name')}`);
    for (const each of [
      NAMES['runs-name'],
      SOURCE.title,
      SOURCE.publisher,
      SOURCE.quote,
      SOURCE.dateBasis,
      filled(2000, RUNS),
      WHY,
    ]) {
      expect(text).toContain(folded(each));
    }
    expect(links).toContain(SOURCE.url);
    expect(document.querySelector('.out')?.getAttribute('rel')).toBe('noreferrer');
  });
});

describe('what became of an entry', () => {
  const shows = async (entry: string, ...told: string[]) => {
    const { text } = await page(server, `/entries/${id(entry)}`);
    for (const each of told) expect(text).toContain(each);
    return text;
  };

  test('corrected, ended, disputed, struck: by which entry, and why', async () => {
    await shows(
      'n-runs-name',
      'Corrected since',
      'corrected by',
      id('fix').slice(0, 8),
      '2010-06-02',
    );
    await shows('fix', 'A correction:', 'corrects', 'The on that it gives holds');
    await shows('n-marks-name', 'ended by', id('end').slice(0, 8));
    await shows(
      'n-rtl-name',
      'disputed by',
      'struck by',
      'It does not count',
      'It never happened.',
    );
    await shows('end', 'A nomination ended:', 'ends');
    await shows('calm', 'm1 was neutral', 'certain as stance');
  });

  test('erased: says that it is, by which law, and nothing of what it said', async () => {
    const text = await shows(
      'lost',
      'Erased.',
      'Legal basis',
      RUNS,
      'Leaf hash',
      'It was erased'.slice(0, 0),
    );
    expect(text).not.toContain('m2');
    await shows('law', 'An erasure by law', 'An erased entry');
  });

  test('of the register: it has no standings', async () => {
    await shows('one', 't1 is t2', 'It lies in the register');
  });
});

describe('names from elsewhere', () => {
  test.each(Object.entries(NAMES))('%s is text on every page', async (slug, name) => {
    const endorser = await page(server, `/endorsers/${slug}`);
    expect(folded(endorser.document.querySelector('h1')?.textContent ?? '')).toBe(folded(name));
    expect(endorser.document.querySelector('title')?.textContent).toContain(name.trim());
    const at = `/contests/${CONTEST}`;
    const { asOf } = { asOf: '2010-06-10' };
    const compared = await page(server, `${at}/compare?from=2010-05-02&to=${asOf}`);
    const behind = await page(server, `${at}/provenance?candidate=bad&category=MP&asOf=${asOf}`);
    for (const { document } of [endorser, compared, behind]) expectHarmless(document);
    expect(compared.text).toContain('→ "><script>');
    if (slug !== 'rtl-name')
      for (const { text } of [compared, behind]) expect(text).toContain(folded(name));
  });

  test('a slug without a name stands for itself, whatever it is', async () => {
    const at = `/contests/${CONTEST}`;
    for (const url of [`/entries/${id('act')}`, `${at}/compare?from=2010-06-06&to=2010-06-07`]) {
      const { text } = await page(server, url);
      expect(text).toContain('constructor');
      expect(text).not.toContain('native code');
    }
  });

  test('the other pages hold them harmless too', async () => {
    const at = `/contests/${CONTEST}`;
    for (const url of [
      `${at}/weak?list=single-source`,
      `${at}/cite`,
      '/weak?list=undated-source',
      '/endorsers/t1',
      '/endorsers/m3',
    ]) {
      expectHarmless((await page(server, url)).document);
    }
    expect((await page(server, '/endorsers/t1')).text).toContain('Also recorded as t2');
  });

  test('an address that names nothing gives its own words back as text', async () => {
    for (const at of ['/entries/', '/endorsers/', '/contests/x/compare?from=', '/weak?list=']) {
      const { status, body } = await refused(server, `${at}${encodeURIComponent(RUNS)}`);
      expect(Math.floor(status / 100)).toBe(4);
      expect(body).not.toContain('<script>alert');
      expect(body).not.toContain('<img');
    }
  });
});

test('a link out of the site leads to web addresses alone', () => {
  const shown = (url: string) =>
    documentOf({ title: 't', trail: [], main: outLink(url, 'here') }, { viewer: null, at: '/' });
  for (const url of ['http://a.example/', 'https://a.example/x?y#z', 'HTTPS://A.example'])
    expect(shown(url)).toContain(`href="${url}" rel="noreferrer"`);
  for (const url of [
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    '//a.example/',
    'https://',
    'https:a',
    'file:///etc/passwd',
    '',
  ])
    expect(shown(url)).toContain('<span>here</span>');
});
