interface NodeModule {
  createRequire(from: string): (name: string) => unknown
}

/** A module of Node's own, without an import that a browser's bundle would stumble over; `undefined` elsewhere. */
export function builtinModule(name: string): unknown {
  const { process } = globalThis as { process?: { getBuiltinModule?(name: string): unknown } }
  return process?.getBuiltinModule?.(name)
}

/**
 * Loads a package where the user has installed it; `undefined` elsewhere. No bundler sees the name, so none looks for
 * it.
 *
 * @param from the address of the module that asks: `import.meta.url`
 */
export function optionalPackage(name: string, from: string): unknown {
  try {
    const { createRequire } = builtinModule('node:module') as NodeModule
    return createRequire(from)(name)
  } catch {
    return undefined
  }
}
