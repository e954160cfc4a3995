/** Readers of live feeds: some take what comes, some take nothing. */
import { connect, type Socket } from 'node:net';

/** Readers that are connected, and how much came to those that read. */
export interface Readers {
  bytes(): number;
  /** How many of those that read were cut off. */
  cut(): number;
  close(): void;
}

/** In milliseconds, before who was told to come again does so. */
const LATER = 1000;

/** Connects readers to a server's feed; one that is told to come again does. */
export function readers(address: string, reading: number, stalled: number): Readers {
  const { port, host } = new URL(address);
  let [bytes, cut, open] = [0, 0, true];
  const sockets = new Set<Socket>();
  const join = (reads: boolean): void => {
    if (!open) return;
    const socket = connect(Number(port), '127.0.0.1');
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.write(`GET /api/v1/feed?after=-1 HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
    if (!reads) return void socket.pause();
    let later = false;
    socket.once('data', (chunk) => {
      later = chunk.toString('latin1', 0, 12) === 'HTTP/1.1 503';
      if (later) socket.destroy();
    });
    socket.on('data', (chunk) => {
      bytes += chunk.length;
    });
    socket.on('close', () => {
      sockets.delete(socket);
      if (later) setTimeout(() => join(reads), LATER);
      else if (open) cut += 1;
    });
  };
  for (let at = 0; at < reading + stalled; at += 1) join(at < reading);
  const close = (): void => {
    open = false;
    for (const socket of sockets) socket.destroy();
  };
  return { bytes: () => bytes, cut: () => cut, close };
}
