/** A number of things, as people say it. */
export const counted = (number: number, thing: string): string =>
  `${number} ${number === 1 ? thing : `${thing}s`}`;
