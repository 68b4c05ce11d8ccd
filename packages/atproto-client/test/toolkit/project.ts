import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const REPOSITORY = fileURLToPath(new URL('../../../../', import.meta.url))
const PACKAGES = {
  '@typefed/core': 'packages/core',
  '@typefed/atproto-client': 'packages/atproto-client',
  '@typefed/codegen': 'codegen',
}

export interface Run {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** A project as anybody could have it: outside of the workspace, with the built packages. */
export class Project implements AsyncDisposable {
  readonly path: string

  private constructor(path: string) {
    this.path = path
  }

  static async create(files: Record<string, unknown>): Promise<Project> {
    const project = new Project(await mkdtemp(join(tmpdir(), 'typefed-project-')))
    for (const [name, folder] of Object.entries(PACKAGES)) {
      const link = join(project.path, 'node_modules', name)
      await mkdir(dirname(link), { recursive: true })
      await symlink(join(REPOSITORY, folder), link, 'dir')
    }
    for (const [name, content] of Object.entries(files)) await project.write(name, content)
    return project
  }

  async write(name: string, content: unknown): Promise<void> {
    const file = join(this.path, name)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content))
  }

  /** Runs the generator as `npx typefed` does. */
  typefed(...args: string[]): Promise<Run> {
    return this.node(join(this.path, 'node_modules/@typefed/codegen/bin/typefed.js'), ...args)
  }

  node(...args: string[]): Promise<Run> {
    return new Promise((resolve) => {
      execFile(process.execPath, args, { cwd: this.path }, (error, stdout, stderr) => {
        resolve({ code: error ? Number(error.code) : 0, stdout, stderr })
      })
    })
  }

  [Symbol.asyncDispose](): Promise<void> {
    return rm(this.path, { recursive: true, force: true })
  }
}
