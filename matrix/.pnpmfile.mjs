export const hooks = {
  // With --ignore-workspace pnpm reads no settings of pnpm-workspace.yaml; these stand here instead.
  updateConfig: (config) => ({
    ...config,
    allowBuilds: {
      bun: true,
      deno: true,
      esbuild: true,
      node: true,
      'node-22': true,
      workerd: true,
      sharp: false,
    },
  }),
}
