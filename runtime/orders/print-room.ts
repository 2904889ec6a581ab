import type { PictureFacts } from '../jobs/picture-facts.ts';
import type { Language } from '../products/bilingual.ts';
import type { ProductColour } from '../products/garment-colours.ts';
import type { Product } from '../products/products.ts';
import type { MasterFacts, Placement } from './order.ts';

/** What a print file is made from. */
export interface MasterInput {
  /** The design as it was drawn, a PNG file. */
  readonly picture: Uint8Array;
  readonly product: Product;
  /** Null: as large as fits, upright, in the middle. */
  readonly placement: Placement | null;
  readonly background: 'keep' | 'remove';
  /** For readers of which language the visible label stands on the print; null: there is none. */
  readonly visibleLabel: Language | null;
  /** Written into the files, so that what was made by AI is known as such. */
  readonly facts: PictureFacts;
  /** This very print was promised before: it is made again whatever today's gate says. */
  readonly promised?: boolean;
}

/** A print-ready design. */
export interface Master {
  readonly png: Uint8Array;
  readonly pdf: Uint8Array;
  readonly placement: Placement;
  readonly facts: MasterFacts;
}

/** What stands on a receipt. */
export interface ReceiptInput {
  readonly code: string;
  readonly qrText: string;
  readonly language: 'zh' | 'en';
  readonly shopName: string;
  readonly product: Product;
  /** Of the article, where it comes in several. */
  readonly colour?: ProductColour | undefined;
  readonly picture: Uint8Array;
  /** As it is printed: with the ground that it was drawn on, or without. */
  readonly background: 'keep' | 'remove';
  readonly createdAt: Date;
  readonly facts: PictureFacts;
}

export interface Receipt {
  readonly png: Uint8Array;
  /** For a thermal printer of 576 dots. */
  readonly escpos: Uint8Array;
}

/** Where designs become things to print. */
export interface PrintRoom {
  /** @throws MotifError('print-not-promised') where the print would not be sharp */
  makeMaster(input: MasterInput): Promise<Master>;
  makeReceipt(input: ReceiptInput): Promise<Receipt>;
}
