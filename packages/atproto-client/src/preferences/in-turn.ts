/** The last work of each account that has not ended. */
const last = /* @__PURE__ */ new Map<string, Promise<unknown>>()

/** Does one work of an account at a time, in the order in which they were asked for, whether they fail or not. */
export function inTurn<T>(account: string, work: () => Promise<T>): Promise<T> {
  const turn = (last.get(account) ?? Promise.resolve()).then(work)
  const end: Promise<unknown> = turn
    .catch(() => {})
    .finally(() => {
      if (last.get(account) === end) last.delete(account)
    })
  last.set(account, end)
  return turn
}
