/** Contests in which every field holds what a page must not fall for. */
import {
  as,
  type Bench,
  corrected,
  disputed,
  electorate,
  endEndorsement,
  endNomination,
  endorsed,
  enrolled,
  entered,
  id,
  left,
  merged,
  nominated,
  opened,
  resolved,
  type Sent,
  stage,
  stance,
  struck,
  tally,
  tell,
} from '../support/given.ts';

/** A way to be hostile: what texts of at most so many characters say, and the names that go with them. */
export interface Hostile {
  readonly kind: string;
  said(most: number): string;
  readonly slug: (name: string) => string;
  readonly category: string;
  readonly url: string;
}

const MARKUP = `<script>window.pwned=1</script>"><img src=x onerror=window.pwned=1>' autofocus onfocus='window.pwned=1' </title></textarea><svg onload=window.pwned=1> javascript:window.pwned=1 &lt;b&gt; \${pwned} <!--`;
/** An override to the right, a heap of marks, a family, a flag, Arabic, no width, and an isolate without end. */
const STRANGE = `\u202egnp.exe Z\u0335\u0336\u0337\u0322\u0323\u0315\u0312\u0305\u0301\u0300 \u{1f469}\u200d\u{1f469}\u200d\u{1f467}\u{1f3f3}\ufe0f\u200d\u{1f308} \u0645\u0631\u062d\u0628\u0627\u200b\ufeff\u2066 `;

const repeated = (text: string, most: number): string =>
  text.repeat(Math.max(1, Math.floor(most / text.length))).trim();

/** All ways to be hostile. */
export const HOSTILE: readonly Hostile[] = [
  {
    kind: 'markup',
    said: (most) => MARKUP.slice(0, most).trim(),
    slug: (name) => `${name}-markup`,
    category: 'MP',
    url: 'https://evil.example/"><img src=x onerror=window.pwned=1><script>window.pwned=1</script>',
  },
  {
    kind: 'endless',
    said: (most) => 'W'.repeat(most),
    slug: (name) => `${name}-${'w'.repeat(99 - name.length)}`,
    category: 'W'.repeat(40),
    url: `https://evil.example/${'w'.repeat(1979)}`,
  },
  {
    kind: 'strange',
    said: (most) => repeated(STRANGE, most),
    slug: (name) => `${name}-strange`,
    category: 'MP',
    url: 'https://xn--90a.example/%E2%80%AEgnp.exe?q=\u202e\u0645#\u{1f469}\u200d\u{1f467}',
  },
];

/** The source of all that is told. */
const sourceOf = ({ said, url }: Hostile) => ({
  url,
  publisher: said(200),
  title: said(500),
  published: '2010-06-01',
  archivedUrl: url,
  locator: said(200),
  quote: said(300),
  dateBasis: said(500),
});

const frameOf = ({ said, slug, category }: Hostile): Sent[] => {
  const categories = [
    { category, name: said(200) },
    { category: 'Rest', name: said(200) },
  ];
  const words = { title: said(300), office: said(200), organisation: said(200) };
  const identifiers = [{ scheme: said(100), identifier: said(200) }];
  const named = { name: said(200), identifiers };
  return [
    opened('2010-05-01', { ...words, jurisdiction: said(200), categories }),
    ...['ann', 'bob'].map((name) => entered(slug(name), '2010-05-01', named)),
    ...['m1', 'm2', 'm3', 'm4', 'm5'].map((name) => enrolled(slug(name), category, named)),
    stage(slug('stage'), {
      name: said(200),
      opens: '2010-05-02',
      closes: '2010-07-01',
      rule: { atLeast: 1, of: [category] },
    }),
    electorate(category, 9),
  ];
};

const actsOf = ({ said, slug, kind }: Hostile): Sent[] => {
  const [ann, bob] = [slug('ann'), slug('bob')];
  const name = (act: string) => `${act} ${kind}`;
  const ending = (sent: Sent): Sent => ({ ...sent, data: { ...sent.data, reason: said(1000) } });
  return [
    as(name('a'), nominated(slug('m1'), ann, '2010-06-01', { stage: slug('stage') })),
    as(name('b'), nominated(slug('m2'), ann, '[2010-06-01..2010-07-20]')),
    as(name('c'), endorsed(slug('m3'), bob, '2010-06-02', { ballot: slug('ballot') })),
    as(name('d'), endorsed(slug('m4'), bob, '2010-06-02')),
    as(name('e'), nominated(slug('m5'), bob, '2010-06-02')),
    ending(endEndorsement(name('c'), '2010-06-10')),
    ending(endNomination(name('e'), '2010-06-10')),
    stance(slug('m3'), 'neutral', '2010-06-11'),
    ending(left(bob, '2010-06-20')),
  ];
};

const figuresOf = ({ said, slug, category }: Hostile): Sent[] => {
  const [candidate, ballot] = [slug('ann'), slug('ballot')];
  const option = { option: said(300), candidate, votes: 5 };
  const asked = { body: said(200), question: said(500), method: 'plurality', options: [option] };
  const polled = { pollster: said(200), population: said(300) };
  const rounds = [{ round: 1, results: [{ candidate, votes: 5, share: '100' }] }];
  return [
    tally({ [`${candidate} ${category}`]: 7 }, '2010-06-12', { [category]: 3 }),
    tell('BallotResultReported', { ballot, ...asked }, '2010-06-01'),
    tell('PollPublished', { ...polled, shares: [{ candidate, share: '50' }] }, '2010-06-01'),
    tell(
      'ExpectationReported',
      { endorser: slug('m4'), candidate, likelihood: 'likely' },
      '2010-05-30',
    ),
    tell('ContestResultDeclared', { winner: candidate, rounds }, '2010-09-25'),
  ];
};

const recordOf = ({ said, kind }: Hostile): Sent[] => {
  const because = (sent: Sent): Sent => ({ ...sent, data: { ...sent.data, why: said(1000) } });
  const name = (act: string) => `${act} ${kind}`;
  return [
    corrected(name('a'), { on: '2010-06-03' }),
    disputed(name('b')),
    resolved(name('b'), 'upheld'),
    struck(name('d')),
  ].map(because);
};

/** The contest of a way to be hostile. */
export const contestOf = ({ slug }: Hostile): string => slug('contest');

/** What was sent, under the id that it lies under. */
export type Stored = Sent & { readonly id: string };

/** Appends the contest of a way to be hostile. Gives what was sent. */
export async function tellHostile(
  bench: Pick<Bench, 'accept'>,
  hostile: Hostile,
): Promise<Stored[]> {
  const { said, slug, kind } = hostile;
  const claims = [...frameOf(hostile), ...actsOf(hostile), ...figuresOf(hostile)];
  const sources = [sourceOf(hostile)];
  const all = [...claims.map((each) => ({ ...each, sources })), ...recordOf(hostile)];
  const noted = (sent: Sent, at: number): Stored => ({
    id: id(`${kind} ${at}`),
    ...sent,
    note: said(2000),
  });
  const stored = all.map(noted);
  const recordedBy = said(100);
  await bench.accept(stored, { contest: contestOf(hostile), recordedBy });
  const joined = { ...merged(slug('m5'), slug('m1')), note: said(2000) };
  const why = { ...joined, data: { ...joined.data, why: said(1000) } };
  await bench.accept([why], { contest: null, recordedBy });
  return stored;
}
