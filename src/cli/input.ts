import { Failure } from './failure.ts';
import { say, type Terminal } from './terminal.ts';

/** How much one append may be sent: a hundred times what its largest entries take. */
const MOST_BYTES = 64 * 1024 * 1024;

/** Says what is expected where somebody may be waiting at the keyboard. */
export function expectTyping(terminal: Terminal, what: string): void {
  if (terminal.in.isTTY !== true) return;
  say(terminal, `Type ${what}, then Ctrl+D on a line of its own (Ctrl+C to leave).`);
}

async function bytesOf(stream: NodeJS.ReadableStream): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    size += bytes.length;
    if (size > MOST_BYTES) {
      throw new Failure(
        'standard input has more than 64 MiB; hustings import takes files of any size.',
      );
    }
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

/** All of standard input as text. Refuses, as Failure, what is unreadable, too much, or not UTF-8. */
export async function readText({ in: stream }: Terminal): Promise<string> {
  let bytes: Uint8Array;
  try {
    bytes = await bytesOf(stream);
  } catch (error) {
    if (error instanceof Failure) throw error;
    const { code = 'unknown cause' } = error as { code?: string };
    throw new Failure(
      `standard input cannot be read (${code}); give JSON in a pipe or with < FILE.`,
    );
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Failure('standard input is not UTF-8; save it as UTF-8 and try again.');
  }
}
