/** A preference, up to the next comma outside quotes (RFC 7240 section 2). */
const PREFERENCE = /(?:[^,"]|"(?:[^"\\]|\\.)*")+/g;
const HANDLING = /^\s*handling\s*=\s*(?:"(?<quoted>[^"]*)"|(?<bare>[^\s;",]+))\s*(?:;|$)/i;

/** How a client wants doubtful input handled: `handling` of Prefer (RFC 7240 section 4.4), lenient where it says nothing. */
export function handlingOf(
  prefer: string | string[] | undefined,
): 'strict' | 'lenient' | undefined {
  const all = [prefer ?? ''].flat().join(',');
  for (const [preference] of all.matchAll(PREFERENCE)) {
    const { quoted, bare } = HANDLING.exec(preference)?.groups ?? {};
    const value = (quoted ?? bare)?.toLowerCase();
    // Of a preference that is given twice the first counts; a value that nobody defined is no preference.
    if (value !== undefined) return value === 'strict' || value === 'lenient' ? value : undefined;
  }
  return undefined;
}
