/**
 * Binds the methods and accessors of an object to it, so that they work on a proxy around it too, as the reactive state of user
 * interfaces makes: private fields are those of the object itself.
 */
export function bindMembers(object: object): void {
  const own: PropertyDescriptorMap = {}
  for (
    let prototype: unknown = Object.getPrototypeOf(object);
    prototype && prototype !== Object.prototype;
    prototype = Object.getPrototypeOf(prototype)
  ) {
    const members = Object.entries(Object.getOwnPropertyDescriptors(prototype))
    for (const [name, { value, get, ...rest }] of members) {
      // What the class itself has counts before what it inherits.
      if (name === 'constructor' || name in own) continue
      if (typeof value === 'function') own[name] = { ...rest, value: value.bind(object) as unknown }
      else if (get) own[name] = { ...rest, get: get.bind(object) }
    }
  }
  Object.defineProperties(object, own)
}
