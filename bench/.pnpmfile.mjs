/** Generators that call the compiler from within, which TypeScript 7 has no interface for. */
const CALL_TYPESCRIPT = new Set(['@hey-api/openapi-ts', 'openapi-typescript'])

export const hooks = {
  // With --ignore-workspace pnpm reads no settings of pnpm-workspace.yaml; these stand here instead.
  updateConfig: (config) => ({ ...config, allowBuilds: { esbuild: true, 'core-js': false } }),
  readPackage: (manifest) => {
    if (!CALL_TYPESCRIPT.has(manifest.name)) return manifest
    const { typescript: _, ...peerDependencies } = manifest.peerDependencies
    return { ...manifest, peerDependencies, dependencies: { ...manifest.dependencies, typescript: '5.9.3' } }
  },
}
