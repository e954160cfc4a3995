/** Gives what runs tasks in the order that they are given in, each with one of these to itself. */
export function inTurn<Tool>(
  tools: readonly Tool[],
): <T>(task: (tool: Tool) => Promise<T>) => Promise<T> {
  const free = [...tools];
  const waiting: ((tool: Tool) => void)[] = [];
  const had = (): Promise<Tool> => {
    const tool = free.pop();
    return tool === undefined ? new Promise((go) => waiting.push(go)) : Promise.resolve(tool);
  };
  return async (task) => {
    const tool = await had();
    try {
      return await task(tool);
    } finally {
      const next = waiting.shift();
      if (next === undefined) free.push(tool);
      else next(tool);
    }
  };
}
