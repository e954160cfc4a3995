import { readerOf } from '../crashes/check.ts';

/** Is all that was acknowledged there, and is nothing wrong with the ledger? */
export async function checkStored(ledger: string, ids: readonly string[]): Promise<string[]> {
  const { service, verified } = readerOf(ledger);
  try {
    const faults: string[] = [];
    for (const id of ids) {
      if ((await service.store.byId(id)) === undefined) faults.push(`entry ${id} is lost`);
    }
    if (new Set(ids).size !== ids.length) faults.push('an id was given twice');
    return [...faults.slice(0, 5), ...(await verified())];
  } finally {
    await service.store.close();
  }
}
