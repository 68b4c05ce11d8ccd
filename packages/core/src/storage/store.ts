import { validationError } from '../errors/validation-error.ts'

type Awaitable<T> = T | Promise<T>

/** A place to keep texts by their key: sessions, cursors. */
export interface Store {
  get(key: string): Awaitable<string | null | undefined>
  set(key: string, value: string): Awaitable<unknown>
  delete(key: string): Awaitable<unknown>
}

/** Such a place in other words: a driver or a storage of `unstorage`, or the `localStorage` of a browser. */
export interface ItemStorage {
  getItem(key: string): unknown
  setItem?(key: string, value: string): unknown
  removeItem?(key: string): unknown
}

/** A store that is gone with the process. */
export function memoryStore(): Store {
  return new Map<string, string>()
}

/** One of both as a store. Throws ValidationError if it cannot be written. */
export function storeOf(storage: Store | ItemStorage): Store {
  if (!('getItem' in storage)) return storage
  const items = storage as Required<ItemStorage>
  for (const name of ['setItem', 'removeItem'] as const) {
    if (typeof items[name] !== 'function') throw validationError('store', [name], 'a function', 'nothing')
  }
  return {
    async get(key) {
      const value = await items.getItem(key)
      // What looks like a number comes back as one from some of them.
      return value === null || value === undefined ? undefined : String(value)
    },
    set: (key, value) => items.setItem(key, value) as Awaitable<unknown>,
    delete: (key) => items.removeItem(key) as Awaitable<unknown>,
  }
}
