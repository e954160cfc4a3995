/** What would steer a terminal, or turn its text around; line ends are left. */
export const STEERING = /(?!\n)[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** Text of an entry, a request or a command line, with nothing in it that would steer a terminal. Keeps line ends. */
export const plain = (text: string): string =>
  text.replaceAll('\t', ' ').replace(STEERING, '\uFFFD');

/** The longest sentence, in characters, and how much of its end is told of a longer one: there the remedy stands. */
const LONGEST = 2000;
const END = 500;

/**
 * A sentence that repeats what came from outside as people are to read it: plain, in one line, and of a longer
 * one than 2000 characters its begin and its end.
 */
export function oneSentence(text: string): string {
  const middle = text.length - END;
  const told =
    text.length <= LONGEST
      ? text
      : `${text.slice(0, LONGEST - END)} … ${text.slice(middle)}`.toWellFormed();
  return plain(told).replace(/\n\s*/g, ' ');
}
