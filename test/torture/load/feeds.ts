/** Readers of live feeds: some take what comes, some take nothing. */
import { connect, type Socket } from 'node:net';

/** Readers that are connected, and how much came to those that read. */
export interface Readers {
  bytes(): number;
  /** How many of those that read were cut off. */
  cut(): number;
  close(): void;
}

/** Connects readers to a server's feed. */
export function readers(address: string, reading: number, stalled: number): Readers {
  const { port, host } = new URL(address);
  let [bytes, cut, open] = [0, 0, true];
  const sockets: Socket[] = [];
  for (let at = 0; at < reading + stalled; at += 1) {
    const socket = connect(Number(port), '127.0.0.1');
    sockets.push(socket);
    socket.on('error', () => undefined);
    socket.write(`GET /api/v1/feed?after=-1 HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
    if (at >= reading) {
      socket.pause();
      continue;
    }
    socket.on('data', (chunk) => {
      bytes += chunk.length;
    });
    socket.on('close', () => {
      if (open) cut += 1;
    });
  }
  const close = (): void => {
    open = false;
    for (const socket of sockets) socket.destroy();
  };
  return { bytes: () => bytes, cut: () => cut, close };
}
