import { STEERING } from '../../events/plain.ts';

/** A line end of either kind, and a tab, stand in tables of data and steer nothing. */
const IN_DATA = new RegExp(String.raw`(?!\t|\r\n)${STEERING.source}`, 'gu');

/**
 * Text of data with what would steer a terminal written as JSON escapes it, which reads as the same JSON. JSON
 * itself leaves the controls beyond ASCII as they are.
 */
export const escaped = (text: string): string =>
  text.replace(IN_DATA, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
