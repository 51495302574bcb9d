import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

const IMAGE_BYTES = 128 * 1024 * 1024
const TOOLS = ['nbdkit', 'nbdfuse', 'fusermount', 'mkfs.ext4', 'mount', 'umount']

/** Why a real file system cannot be cut off here; undefined when it can. */
export function unableToCut(): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'needs root on Linux'
  const missing = TOOLS.filter((tool) => spawnSync('which', [tool]).status !== 0)
  if (missing.length > 0)
    return `not installed: ${missing.join(', ')} (apt install nbdkit libnbd-bin fuse e2fsprogs mount)`
  if (!existsSync('/dev/fuse') || !existsSync('/dev/loop-control')) return 'no /dev/fuse or no loop devices'
  return undefined
}

/**
 * A real ext4 on a disk whose power can be cut: image ← nbdkit ← nbdfuse ← loop ← ext4. What nbdkit was not told before it was
 * stopped is lost, as in a cut: the pages of the kernel, and the order in which it would have written them.
 */
export class BlockDisk {
  readonly dir: string
  readonly mount: string
  readonly #image: string
  readonly #served: string
  readonly #kit: ChildProcess
  readonly #fuse: ChildProcess

  private constructor(dir: string) {
    this.dir = dir
    this.mount = join(dir, 'mount')
    this.#image = join(dir, 'disk.img')
    this.#served = join(dir, 'served')
    mkdirSync(this.mount, { recursive: true })
    writeFileSync(this.#image, '')
    truncateSync(this.#image, IMAGE_BYTES)
    run('mkfs.ext4', ['-q', '-E', 'lazy_itable_init=0,lazy_journal_init=0', this.#image])
    writeFileSync(this.#served, '')
    const socket = join(dir, 'socket')
    this.#kit = spawn('nbdkit', ['-f', '-U', socket, 'file', this.#image], { stdio: 'ignore' })
    waitFor(() => existsSync(socket))
    this.#fuse = spawn('nbdfuse', [this.#served, '--unix', socket], { stdio: 'ignore' })
  }

  static async make(scratch: string): Promise<BlockDisk> {
    const disk = new BlockDisk(mkdtempSync(join(scratch, 'disk-')))
    for (let tries = 0; ; tries += 1) {
      await wait(200)
      if (spawnSync('mount', ['-o', 'loop', disk.#served, disk.mount]).status === 0) return disk
      if (tries > 25) {
        await disk.remove()
        throw new Error('the disk was not mounted')
      }
    }
  }

  /** The power goes: what had reached the disk, mounted as after the next start. `look` gets the folder. */
  async cut<Value>(look: (folder: string) => Promise<Value> | Value): Promise<Value> {
    const after = join(this.dir, 'after')
    const copy = join(this.dir, 'after.img')
    mkdirSync(after, { recursive: true })
    this.#kit.kill('SIGSTOP')
    try {
      copyFileSync(this.#image, copy)
    } finally {
      this.#kit.kill('SIGCONT')
    }
    // Mounting plays the journal of the file system, as a start after a cut does.
    run('mount', ['-o', 'loop', copy, after])
    try {
      return await look(after)
    } finally {
      run('umount', [after])
      rmSync(copy, { force: true })
    }
  }

  async remove(): Promise<void> {
    spawnSync('umount', ['-l', this.mount])
    await wait(200)
    spawnSync('fusermount', ['-u', '-z', this.#served])
    this.#fuse.kill('SIGTERM')
    this.#kit.kill('SIGTERM')
    await wait(200)
    rmSync(this.dir, { recursive: true, force: true })
  }
}

function run(tool: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(tool, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${tool}: ${stderr}`)
}

function waitFor(isThere: () => boolean): void {
  for (let tries = 0; tries < 100 && !isThere(); tries += 1)
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50)
}
