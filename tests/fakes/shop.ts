/** The real server over the fake child, on a real socket, and customers who ask it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { DesignView } from '../../runtime/http/app.ts';
import type { ClientTiming } from '../../runtime/inference/timing.ts';
import { type RunningServer, start } from '../../runtime/start.ts';
import { FAKE_CHILD, QUICK } from './fake-client.ts';
import { writeFakeManifest } from './fake-manifest.ts';
import { recordingLog } from './recording-log.ts';

export interface Answer {
  readonly status: number;
  readonly ms: number;
  readonly retryAfter: number;
  readonly design: DesignView;
}

export class Shop implements AsyncDisposable {
  readonly dir: string;
  readonly server: RunningServer;

  private constructor(dir: string, server: RunningServer) {
    this.dir = dir;
    this.server = server;
  }

  static async open(timing: Partial<ClientTiming> = {}): Promise<Shop> {
    const dir = await mkdtemp(join(tmpdir(), 'motif-shop-'));
    await writeFakeManifest(dir);
    const server = await start(
      { engineDir: dir, dataDir: join(dir, 'data'), kioskDir: join(dir, 'page'), port: 0 },
      { childEntry: FAKE_CHILD, timing: { ...QUICK, ...timing }, log: recordingLog().log },
    );
    const shop = new Shop(dir, server);
    while (server.client.state !== 'ready') await pause(20);
    return shop;
  }

  async ask(prompt: string, count = 1): Promise<Answer> {
    const began = performance.now();
    const response = await fetch(`${this.server.url}/api/designs`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ product: 'mug', prompt, count, preset: { steps: 'quick' } }),
    });
    const ms = performance.now() - began;
    const retryAfter = Number(response.headers.get('retry-after') ?? 0);
    return { status: response.status, ms, retryAfter, design: (await response.json()) as DesignView };
  }

  async view(id: string): Promise<DesignView> {
    return (await (await fetch(`${this.server.url}/api/designs/${id}`)).json()) as DesignView;
  }

  /** Resolves with the last event when the design has ended. */
  async end(id: string): Promise<string> {
    const text = await (await fetch(`${this.server.url}/api/designs/${id}/events`)).text();
    return /event: (\w+)/.exec(text.trim().split('\n\n').at(-1) ?? '')?.[1] ?? '';
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.server.close();
    await rm(this.dir, { recursive: true, maxRetries: 3 });
  }
}
