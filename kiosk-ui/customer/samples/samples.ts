/** A drawn sample for each product, so that the first page shows what an object looks like with a design. */
import magnet from './magnet.svg';
import mug from './mug.svg';
import phoneCase from './phone-case.svg';
import postcard from './postcard.svg';
import tShirt from './t-shirt.svg';
import tote from './tote.svg';

const samples: Readonly<Record<string, string>> = {
  mug,
  't-shirt': tShirt,
  tote,
  'phone-case': phoneCase,
  postcard,
  magnet,
};

/** Address of the sample picture of a product, if it has one. */
export function sampleOf(product: string): string | undefined {
  return samples[product];
}
