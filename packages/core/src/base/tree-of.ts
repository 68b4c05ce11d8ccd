/** Says of a tree of descriptions what it is on a client. It is a type only. */
export interface TreeOf<T> {
  readonly '~tree'?: T
}
