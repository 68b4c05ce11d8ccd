// With --ignore-workspace pnpm reads no settings of pnpm-workspace.yaml; these stand here instead.
export const hooks = {
  updateConfig: (config) => ({ ...config, allowBuilds: { esbuild: true, 'core-js': false } }),
}
