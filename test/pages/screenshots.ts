/**
 * Takes the pictures of docs/ anew, of a server over the samples that runs already:
 * `npm start; npx hustings serve &`, then `npm run screenshots -- http://127.0.0.1:8080`.
 */
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

interface Picture {
  readonly file: string;
  readonly path: string;
  readonly width: number;
  readonly height: number;
  readonly theme: 'light' | 'dark';
}

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
];

const [origin = 'http://127.0.0.1:8080'] = process.argv.slice(2);
const executablePath = process.env.HUSTINGS_CHROMIUM ?? '/usr/bin/chromium';
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
for (const { file, path, width, height, theme } of PICTURES) {
  const page = await browser.newPage({ viewport: { width, height }, colorScheme: theme });
  await page.goto(new URL(path, origin).href);
  const place = fileURLToPath(new URL(`../../docs/${file}`, import.meta.url));
  await page.screenshot({ path: place });
  process.stdout.write(`docs/${file}: ${path}\n`);
}
await browser.close();
