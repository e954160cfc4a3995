/** Where a sentence ends: after its stop and quotation mark, before a capital, a digit or a quotation mark. */
const END = /(?<!\b[A-Z]\.)(?<=[.?!])["”’]?\s+(?=["“‘]?[A-Z0-9])/;

/**
 * The numbers of an article's sentences, `paragraph.sentence`, from 1. A paragraph is a line that is not
 * empty: the heading, a row of a table and a point of a list are each one. An initial ("J.") ends nothing.
 */
export function sentencesOf(text: string): string[] {
  const paragraphs = text.split('\n').filter((line) => line.trim() !== '');
  return paragraphs.flatMap((paragraph, index) =>
    paragraph
      .trim()
      .split(END)
      .map((_, at) => `${index + 1}.${at + 1}`),
  );
}
