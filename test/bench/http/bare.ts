/** A bare node:http server that sends, one after the other, the answers that it is given. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Given {
  readonly headers: Readonly<Record<string, string>>;
  readonly bodies: readonly string[];
}

const given: Given = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'));
const answers = given.bodies.map((body) => {
  const bytes = Buffer.from(body);
  return { bytes, headers: { ...given.headers, 'content-length': `${bytes.length}` } };
});
let next = 0;

const server = createServer((_, response) => {
  const { bytes, headers } = answers[next] as (typeof answers)[number];
  next = (next + 1) % answers.length;
  response.writeHead(200, headers);
  response.end(bytes);
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
