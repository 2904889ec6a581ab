import type { ConvRange, ConvRanges } from '../../engine-build/checkpoint/conv-ranges.ts';
import { convRangeOutputs } from '../../engine-build/quantize/recording-conv.ts';
import type { Engine, Results } from '../../runtime/engines/engine.ts';
import { decodeLatents } from '../../runtime/pipeline/decode.ts';
import type { PipelineSettings, RgbImage, Size } from '../../runtime/pipeline/model.ts';

/** Scales are written with as many digits as a byte can tell apart, so that the file stays readable. */
const DIGITS = 4;

/** What every decoding with the recording graph widens. */
export class DecoderRanges {
  readonly #names: readonly string[];
  readonly #ranges = new Map<string, ConvRange>();

  /** @param names convolutions that the graph records */
  constructor(names: readonly string[]) {
    this.#names = names;
  }

  /** Decodes by the recording graph; the picture is the FP32 decoder's. */
  async decode(
    recording: Engine,
    settings: PipelineSettings,
    latents: Float32Array,
    size: Size,
  ): Promise<RgbImage> {
    const watched: Pick<Engine, 'run'> = {
      run: async (feeds) => {
        const results = await recording.run(feeds);
        this.#widen(results);
        return results;
      },
    };
    return decodeLatents(watched, settings, latents, size);
  }

  /** Rounded outwards. */
  ranges(): ConvRanges {
    const rounded = [...this.#ranges].map(([name, { input, output }]) => {
      return [name, { input: outwards(input), output: outwards(output) }] as const;
    });
    return Object.fromEntries(rounded);
  }

  #widen(results: Results): void {
    const value = (name: string) => results[name]?.data[0] ?? 0;
    for (const name of this.#names) {
      const known = this.#ranges.get(name) ?? { input: [0, 0], output: [0, 0] };
      const side = (kind: 'input' | 'output'): [number, number] => {
        const [least, largest] = convRangeOutputs[kind](name);
        return [Math.min(known[kind][0], value(least)), Math.max(known[kind][1], value(largest))];
      };
      this.#ranges.set(name, { input: side('input'), output: side('output') });
    }
  }
}

function outwards([low, high]: readonly [number, number]): [number, number] {
  const step = 10 ** (Math.ceil(Math.log10(Math.max(-low, high, Number.MIN_VALUE))) - DIGITS);
  const rounded = (value: number) => Number((value * step).toPrecision(DIGITS + 2));
  return [rounded(Math.floor(low / step)), rounded(Math.ceil(high / step))];
}
