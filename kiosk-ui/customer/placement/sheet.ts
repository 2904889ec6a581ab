/** Lays a design out on the print area as the printer will, for the mockup to wrap around the product. */
import type { Language } from '../../shared/language.ts';
import type { Product } from '../server-types.ts';
import type { Placement } from '../session/order-state.ts';
import { paintMark } from './paint-mark.ts';
import { heightMmOf, type Snaps } from './placement.ts';

export interface SheetLook {
  readonly placement: Placement;
  /** The picture's own ground, to its edges; null: nothing is printed beside the motif. */
  readonly ground: string | null;
  /** Whose language the visible label of AI pictures speaks; null: the print has none. */
  readonly mark: Language | null;
  /** While fingers are on it: the safe area, and which of its lines the design has sprung to. */
  readonly guides: Snaps | null;
}

const VERMILION = '#c8371e';

/** @param width pixels of the sheet; its height follows from the print area */
export function paintSheet(
  sheet: HTMLCanvasElement,
  picture: HTMLImageElement,
  product: Product,
  look: SheetLook,
  width: number,
): void {
  const { widthMm, heightMm } = product.printArea;
  sheet.width = Math.round(width);
  sheet.height = Math.round((width * heightMm) / widthMm);
  const context = sheet.getContext('2d');
  if (!context) return;
  context.scale(sheet.width / widthMm, sheet.height / heightMm);
  if (look.ground !== null) {
    context.fillStyle = look.ground;
    context.fillRect(0, 0, widthMm, heightMm);
  }
  context.save();
  context.translate(widthMm / 2 + look.placement.xMm, heightMm / 2 + look.placement.yMm);
  context.rotate((look.placement.rotationDeg * Math.PI) / 180);
  const [w, h] = [look.placement.widthMm, heightMmOf(product, look.placement)];
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, -w / 2, -h / 2, w, h);
  context.restore();
  if (look.mark !== null) paintMark(context, product, look.mark);
  if (look.guides) paintGuides(context, product, look.guides);
}

function paintGuides(
  context: CanvasRenderingContext2D,
  { printArea, safeMm }: Product,
  { x, y }: Snaps,
): void {
  const { widthMm, heightMm } = printArea;
  const hair = Math.max(widthMm, heightMm) / 260;
  context.strokeStyle = VERMILION;
  context.lineWidth = hair;
  context.setLineDash([4 * hair, 3 * hair]);
  context.strokeRect(safeMm, safeMm, widthMm - 2 * safeMm, heightMm - 2 * safeMm);
  context.setLineDash([]);
  context.beginPath();
  if (x) context.rect(widthMm / 2, 0, 0, heightMm);
  if (y) context.rect(0, heightMm / 2, widthMm, 0);
  context.stroke();
}
