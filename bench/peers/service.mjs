/** `tieout serve` as a process of its own, on any free port, and a delivery to it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, statSync } from 'node:fs';
import { basename } from 'node:path';
import { AS_OF, cli } from './databases.mjs';

const TOKEN = 'a-token-of-the-bench-1234567890';

export class Service {
  /** Ready when it says where it listens. */
  static async start(env) {
    const set = { ...env, TIEOUT_API_TOKEN: TOKEN };
    const args = ['serve', '--port', '0', '--json'];
    const child = spawn(cli, args, { env: set, stdio: ['ignore', 'pipe', 'ignore'] });
    let said = '';
    for await (const text of child.stdout.setEncoding('utf8')) {
      said += text;
      if (said.endsWith('}\n')) return new Service(child, JSON.parse(said).url);
    }
    throw new Error(`the service ended with ${child.exitCode}`);
  }

  constructor(child, url) {
    this.child = child;
    this.url = url;
  }

  /** Wall time from the first byte to the answer; the memory is the batch's own process's, not known here. */
  async upload(path) {
    const started = process.hrtime.bigint();
    const answer = await fetch(`${this.url}/api/v1/extracts?name=${basename(path)}&as-of=${AS_OF}`, {
      method: 'POST',
      duplex: 'half',
      body: createReadStream(path),
      headers: {
        authorization: `Bearer ${TOKEN}`,
        'content-type': 'application/octet-stream',
        'content-length': String(statSync(path).size),
      },
    });
    const text = await answer.text();
    if (answer.status !== 201)
      throw new Error(`the upload was answered with ${answer.status}: ${text.slice(0, 2_000)}`);
    return { seconds: Number(process.hrtime.bigint() - started) / 1e9, peakMb: null };
  }

  async stop() {
    const ended = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await ended;
  }
}
