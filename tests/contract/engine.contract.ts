import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Engine, Feeds, Tensor, TensorSpec } from '../../runtime/engines/engine.ts';

export interface EngineUnderTest {
  readonly open: () => Promise<Engine>;
  /** Feeds that fit. */
  readonly feeds: Feeds;
  /** Feeds that fit and give other results. */
  readonly otherFeeds: Feeds;
}

/** What every Engine promises, whatever executes it; see the docstring of Engine. */
export function engineContract(name: string, { open, feeds, otherFeeds }: EngineUnderTest): void {
  describe(`${name} as an engine`, () => {
    let engine: Engine;
    beforeEach(async () => {
      engine = await open();
    });
    afterEach(() => engine.dispose());

    it('names its inputs and outputs with type and static shape', async () => {
      expect(engine.inputs.map((spec) => spec.name).sort()).toEqual(Object.keys(feeds).sort());
      const results = await engine.run(feeds);
      for (const { name, shape, type } of engine.outputs) {
        expect(type).toBe('float32');
        expect(results[name]?.shape).toEqual(shape);
        expect(results[name]?.data).toHaveLength(shape.reduce((product, side) => product * side, 1));
      }
    });

    it('gives equal results for equal feeds, and others for others', async () => {
      const first = await engine.run(feeds);
      const other = await engine.run(otherFeeds);
      expect(await engine.run(feeds)).toEqual(first);
      expect(other).not.toEqual(first);
    });

    it('leaves results to the caller: a later run does not change them', async () => {
      const results = await engine.run(feeds);
      const copy = structuredClone(results);
      await engine.run(otherFeeds);
      expect(results).toEqual(copy);
    });

    it('leaves feeds as they are', async () => {
      const copy = structuredClone(feeds);
      await engine.run(feeds);
      expect(feeds).toEqual(copy);
    });

    it('refuses feeds that are missing, naming the tensor', async () => {
      for (const { name } of engine.inputs) {
        const { [name]: _, ...rest } = feeds;
        await expect(engine.run(rest)).rejects.toThrow(new RegExp(`"${name}"`));
      }
    });

    it('refuses feeds that are surplus, naming the tensor', async () => {
      const surplus = { ...feeds, stranger: { shape: [1], data: new Float32Array(1) } };
      await expect(engine.run(surplus)).rejects.toThrow(/"stranger"/);
    });

    it('refuses feeds of another type or shape, or with too little data, naming the tensor', async () => {
      for (const spec of engine.inputs) {
        for (const tensor of misfits(spec)) {
          const sentence = new RegExp(`Expected .*"${spec.name}".* received `);
          await expect(engine.run({ ...feeds, [spec.name]: tensor })).rejects.toThrow(sentence);
        }
      }
    });

    it('works on after a refusal', async () => {
      await expect(engine.run({})).rejects.toThrow();
      await expect(engine.run(feeds)).resolves.toBeDefined();
    });

    it('does nothing for a signal that has already fired', async () => {
      await expect(engine.run(feeds, AbortSignal.abort())).rejects.toMatchObject({ code: 'aborted' });
      await expect(engine.run(feeds, new AbortController().signal)).resolves.toBeDefined();
    });

    it('rejects once it is disposed, which may happen twice', async () => {
      await engine.dispose();
      await engine.dispose();
      await expect(engine.run(feeds)).rejects.toMatchObject({ code: 'engine-failed' });
    });

    it('is disposed at the end of its scope', async () => {
      let escaped: Engine;
      {
        await using scoped = await open();
        escaped = scoped;
      }
      await expect(escaped.run(feeds)).rejects.toThrow();
    });
  });
}

function misfits({ type, shape }: TensorSpec): Tensor[] {
  const elements = shape.reduce((product, side) => product * side, 1);
  const data = (length: number) =>
    type === 'float32' ? new Float32Array(length) : new BigInt64Array(length);
  const otherType = type === 'float32' ? new BigInt64Array(elements) : new Float32Array(elements);
  return [
    { shape, data: otherType },
    { shape: [...shape, 1], data: data(elements) },
    { shape: [(shape[0] ?? 0) + 1, ...shape.slice(1)], data: data(elements) },
    { shape, data: data(elements - 1) },
  ];
}
