/** Closes what helpers opened for a file's tests, once they are done. */
const open: (() => Promise<void>)[] = [];

/** Has something closed after the tests of the file that runs. */
export const closeAfterFile = (close: () => Promise<void>): void => void open.push(close);

/** Closes all of it. */
export async function closeAll(): Promise<void> {
  for (const close of open.splice(0)) await close();
}
