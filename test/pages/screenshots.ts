/**
 * Takes the pictures of docs/ anew, of a server over the samples that runs already:
 * `npm start`, then in another terminal `npm run screenshots -- http://127.0.0.1:8080` and the token that
 * it printed.
 */
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

interface Picture {
  readonly file: string;
  readonly path: string;
  readonly width: number;
  readonly height: number;
  readonly theme: 'light' | 'dark';
  /** What an editor who is signed in presses first. */
  readonly press?: string;
}

/** An endorsement that an editor is about to append; nothing is stored. */
const ENDORSEMENT = new URLSearchParams({
  type: 'EndorsementMade',
  endorser: 'aslef',
  candidate: 'diane-abbott',
  on: '2010-07-15',
  'source.url': 'https://paper.example/aslef',
  'source.publisher': 'The Paper',
  'source.title': 'Train drivers decide',
  'source.published': '2010-07-16',
}).toString();

const PICTURES: readonly Picture[] = [
  {
    file: 'contest.png',
    path: '/contests/labour-leader-2010?asOf=2010-07-14&chart=TU',
    width: 1100,
    height: 1180,
    theme: 'light',
  },
  {
    file: 'contest-narrow.png',
    path: '/contests/labour-leader-2020/stages?asOf=2020-01-14&reportedBy=2020-01-14',
    width: 360,
    height: 1180,
    theme: 'dark',
  },
  {
    file: 'preview.png',
    path: `/contests/labour-leader-2010/append?${ENDORSEMENT}`,
    width: 1100,
    height: 900,
    theme: 'light',
    press: 'Preview',
  },
  { file: 'audit.png', path: '/audit', width: 1100, height: 1000, theme: 'light' },
];

const [origin = 'http://127.0.0.1:8080', token = ''] = process.argv.slice(2);
const executablePath = process.env.HUSTINGS_TEST_CHROMIUM ?? '/usr/bin/chromium';
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
for (const { file, path, width, height, theme, press } of PICTURES) {
  const page = await browser.newPage({ viewport: { width, height }, colorScheme: theme });
  if (press !== undefined) {
    await page.context().addCookies([{ name: 'hustings', value: token, url: origin }]);
  }
  await page.goto(new URL(path, origin).href);
  if (press !== undefined) await page.getByRole('button', { name: press, exact: true }).click();
  await page.waitForLoadState();
  const place = fileURLToPath(new URL(`../../docs/${file}`, import.meta.url));
  await page.screenshot({ path: place });
  process.stdout.write(`docs/${file}: ${path}\n`);
}
await browser.close();
