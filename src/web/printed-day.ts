/** The day of a page, for what goes by it and for what prints it. */
export interface PrintedDay {
  /** Which day it is. */
  readonly day: string;
  /** How it is printed, in texts and in addresses. */
  readonly text: string;
  /** Markup that is made of the day. */
  drawn(draw: (day: string) => string): string;
  /** Markup that other days have as well. */
  common(markup: string): string;
}

/** A day that is printed as it is. */
export const asItIs = (day: string): PrintedDay => ({
  day,
  text: day,
  drawn: (draw) => draw(day),
  common: (markup) => markup,
});
