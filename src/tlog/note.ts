/** Signed notes, read and written (c2sp.org/signed-note). Nothing here needs Node: see signing.ts. */
import { BadLog } from './bad-log.ts';
import { readBase64, writeBase64 } from './strict.ts';

/** One signature of a note: whose, by the key's name and id, and its bytes. Nothing says that it is good. */
export interface Signature {
  readonly name: string;
  /** Eight lower-case hexadecimal digits. */
  readonly id: string;
  readonly bytes: Uint8Array;
}

/** A note: the text that is signed, with its last newline, and the signatures in their order. */
export interface Note {
  readonly text: string;
  readonly signatures: readonly Signature[];
}

/** Em dash and blank, with which each line of a signature begins. */
const DASH = '\u2014 ';

/** The bytes of a key's id, with which each signature begins. */
const ID_SIZE = 4;

/** The standard asks for 16 at least; Go takes 100. */
const MOST_SIGNATURES = 100;

/** May a key have this name? It is not empty and has no white space, no plus and no stray surrogate. */
export const isKeyName = (name: string): boolean =>
  /^[^\p{White_Space}+]+$/u.test(name) && name.isWellFormed() && !hasControl(name);

/** Control characters of ASCII other than the newline, which no note may have. */
const hasControl = (text: string): boolean => [...text].some((char) => char < ' ' && char !== '\n');

/** A key's id, of four bytes, as eight hexadecimal digits. */
export const formatId = (bytes: Uint8Array): string =>
  Array.from(bytes.subarray(0, ID_SIZE), (byte) => byte.toString(16).padStart(2, '0')).join('');

const idBytes = (id: string): number[] =>
  (id.match(/../g) ?? []).map((digits) => Number.parseInt(digits, 16));

function readSignature(line: string, number: number): Signature {
  const what = `Signature ${number} of the note`;
  const [name = '', base64 = '', ...more] = line.slice(DASH.length).split(' ');
  if (!line.startsWith(DASH) || !isKeyName(name) || base64 === '' || more.length > 0) {
    throw new BadLog(`${what} is not of the form "\u2014 name base64".`);
  }
  const bytes = readBase64(what, base64);
  if (bytes.length <= ID_SIZE) throw new BadLog(`${what} is too short.`);
  return { name, id: formatId(bytes), bytes: bytes.subarray(ID_SIZE) };
}

/**
 * Reads a note; nothing of it is verified. Refuses, as BadLog, control characters, a missing blank
 * line or last newline, no or over 100 signatures, and a line of a signature in any other form.
 */
export function parseNote(note: string): Note {
  if (hasControl(note) || !note.isWellFormed()) {
    throw new BadLog('The note has a character that no note may have.');
  }
  const blank = note.lastIndexOf('\n\n');
  const lines = note.slice(blank + 2).split('\n');
  if (blank === -1 || lines.pop() !== '' || lines.length === 0) {
    throw new BadLog('The note has no blank line with whole lines of signatures after it.');
  }
  if (lines.length > MOST_SIGNATURES) {
    throw new BadLog(`The note has over ${MOST_SIGNATURES} signatures.`);
  }
  return {
    text: note.slice(0, blank + 1),
    signatures: lines.map((line, at) => readSignature(line, at + 1)),
  };
}

/**
 * Writes a note as `parseNote` reads it. Throws BadLog for what that would refuse or read as another:
 * a text without its last newline, say, or no signatures.
 */
export function formatNote({ text, signatures }: Note): string {
  const lines = signatures.map(
    ({ name, id, bytes }) =>
      `${DASH}${name} ${writeBase64(Uint8Array.from([...idBytes(id), ...bytes]))}\n`,
  );
  const note = `${text}\n${lines.join('')}`;
  if (parseNote(note).text !== text) throw new BadLog('The text of a note ends with a newline.');
  return note;
}
