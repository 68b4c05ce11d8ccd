/**
 * Binds the methods and accessors of an object to it, so that they work on a proxy around it too, as the reactive
 * state of user interfaces makes: private fields are those of the object itself. What stands in the prototype at the
 * time of a call counts.
 */
export function bindMembers(object: object): void {
  const own: PropertyDescriptorMap = {}
  const lookUp = (name: string): unknown => Reflect.get(Object.getPrototypeOf(object) as object, name, object)
  for (
    let prototype: unknown = Object.getPrototypeOf(object);
    prototype && prototype !== Object.prototype;
    prototype = Object.getPrototypeOf(prototype)
  ) {
    for (const [name, { value, get, ...rest }] of Object.entries(
      Object.getOwnPropertyDescriptors(prototype),
    )) {
      // What the class itself has counts before what it inherits.
      if (name === 'constructor' || name in own) continue
      if (get) own[name] = { ...rest, get: () => lookUp(name) }
      else if (typeof value === 'function') {
        const call = (...args: unknown[]): unknown =>
          (lookUp(name) as (...args: unknown[]) => unknown).apply(object, args)
        own[name] = { ...rest, value: call }
      }
    }
  }
  Object.defineProperties(object, own)
}
