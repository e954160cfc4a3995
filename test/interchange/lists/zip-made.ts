import { crc32, deflateRawSync } from 'node:zlib';

/** A part of a zip archive; `says` is how large its directory claims it to be, where that is a lie. */
export interface Part {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly says?: number;
  readonly isEncrypted?: boolean;
}

/** The fields that a part's header and its line in the directory share. */
function fields({ content, says, isEncrypted = false }: Part, packed: Uint8Array): Buffer {
  const bytes = Buffer.alloc(22);
  bytes.writeUInt16LE(isEncrypted ? 1 : 0, 2);
  bytes.writeUInt16LE(8, 4);
  bytes.writeUInt32LE(crc32(content), 10);
  bytes.writeUInt32LE(packed.length, 14);
  bytes.writeUInt32LE(says ?? Buffer.byteLength(content), 18);
  bytes.writeUInt16LE(20, 0);
  return bytes;
}

const uint16 = (...numbers: number[]) => Buffer.from(Uint16Array.from(numbers).buffer);
const uint32 = (...numbers: number[]) => Buffer.from(Uint32Array.from(numbers).buffer);

/** A zip archive, honest or not (APPNOTE.TXT, 4.3). */
export function zipOf(parts: readonly Part[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const part of parts) {
    const packed = deflateRawSync(part.content);
    const name = Buffer.from(part.name);
    const shared = fields(part, packed);
    const file = Buffer.concat([
      Buffer.from('PK\x03\x04'),
      shared,
      uint16(name.length, 0),
      name,
      packed,
    ]);
    directory.push(
      Buffer.from('PK\x01\x02'),
      uint16(20),
      shared,
      uint16(name.length, 0, 0, 0, 0),
      uint32(0, at),
      name,
    );
    files.push(file);
    at += file.length;
  }
  const listed = Buffer.concat(directory);
  const end = [uint16(0, 0, parts.length, parts.length), uint32(listed.length, at), uint16(0)];
  return Buffer.concat([...files, listed, Buffer.from('PK\x05\x06'), ...end]);
}
