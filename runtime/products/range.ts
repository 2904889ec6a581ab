import { join } from 'node:path';
import { z } from 'zod';
import type { Manifest } from '../../engine-build/build/manifest.ts';
import { Document } from '../store/document.ts';
import type { DocumentKind } from '../store/document-kind.ts';
import { type Catalogue, catalogueFor } from './catalogue.ts';
import type { DrawingSize } from './drawing-size.ts';
import { PRODUCTS, type Product } from './products.ts';
import { type PresetsChoice, type RangeChoice, rangeChoiceSchema, WHOLE_RANGE } from './range-choice.ts';

/** What of the engines decides what can be offered. */
export interface RangeEngine {
  readonly shapes: readonly DrawingSize[];
  readonly styles: readonly string[] | null;
  readonly defaults: Manifest['defaults'];
}

/** Null until the shop has decided anything. */
const KIND: DocumentKind<RangeChoice | null> = {
  schema: rangeChoiceSchema.nullable(),
  initial: null,
  migrations: [withColours],
};

const uncolouredSchema = z.object({ products: z.array(z.looseObject({ id: z.string() })) }).loose();

/** Version 1 knew no colours: each product gets those it comes with. */
function withColours(data: unknown): unknown {
  const { success, data: choice } = uncolouredSchema.safeParse(data);
  if (!success) return data;
  const coloursOf = (id: string) => PRODUCTS.find((product) => product.id === id)?.colours ?? [];
  return {
    ...choice,
    products: choice.products.map((product) => ({ ...product, colours: coloursOf(product.id) })),
  };
}

/** What this shop offers on this machine; follows the shop's changes at once. */
export class Range {
  readonly #document: Document<RangeChoice | null>;
  readonly #engine: RangeEngine;
  #catalogue: Catalogue;

  private constructor(document: Document<RangeChoice | null>, engine: RangeEngine) {
    this.#document = document;
    this.#engine = engine;
    this.#catalogue = this.#newCatalogue();
  }

  /** @param dir the server's data folder */
  static async open(dir: string, engine: RangeEngine): Promise<Range> {
    return new Range(await Document.open(join(dir, 'range.json'), KIND), engine);
  }

  /** Damaged files found on opening. */
  get setAside() {
    return this.#document.setAside;
  }

  get catalogue(): Catalogue {
    return this.#catalogue;
  }

  /** What the words of a preset stand for, and what else the engine needs. */
  get defaults(): Manifest['defaults'] {
    return { ...this.#engine.defaults, ...this.choice.presets };
  }

  get modelPresets(): PresetsChoice {
    const { steps, guidance } = this.#engine.defaults;
    return { steps, guidance };
  }

  /** The shop's decisions; a product that an update of Motif brought is on offer. */
  get choice(): RangeChoice {
    const choice = this.#document.data ?? WHOLE_RANGE;
    const products = WHOLE_RANGE.products.map(
      (product) => choice.products.find(({ id }) => id === product.id) ?? product,
    );
    return { ...choice, products };
  }

  /** A product with the shop's name and area, on offer or not; undefined for none of Motif's. */
  product(id: string): Product | undefined {
    const product = PRODUCTS.find((candidate) => candidate.id === id);
    const chosen = this.choice.products.find((candidate) => candidate.id === id);
    if (!product || !chosen) return undefined;
    const { name, printArea, colours } = chosen;
    return { ...product, name, printArea, colours };
  }

  /**
   * @param choice null: as it came with Motif
   * @throws MotifError('disk-full'); then nothing has changed
   */
  async choose(choice: RangeChoice | null): Promise<void> {
    await this.#document.update(() => choice);
    this.#catalogue = this.#newCatalogue();
  }

  #newCatalogue(): Catalogue {
    return catalogueFor(this.#engine.shapes, this.#engine.styles, this.defaults, this.choice);
  }
}
