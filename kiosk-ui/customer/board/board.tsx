import type { Kiosk } from '../kiosk.ts';
import './board.css';
import { Sheet } from './sheet.tsx';

interface BoardProps {
  readonly kiosk: Kiosk;
  /** Addresses of what is to be seen of each picture; fewer than four leave blank sheets. */
  readonly pictures: readonly string[];
  /** 0 to 1: how far the pictures have condensed. */
  readonly way: number;
  /** Width : height of a picture. */
  readonly aspect: number;
  /** Makes the sheets touchable. */
  readonly onChoose?: (picture: number) => void;
  readonly onBroken?: () => void;
}

/** Below this width : height four pictures side by side are larger than two rows of two. */
const TALL = 0.8;

/** Above it they are larger in one column. */
const WIDE = 2;

const SHEETS = [0, 1, 2, 3];

function shapeOf(aspect: number): 'tall' | 'wide' | undefined {
  if (aspect < TALL) return 'tall';
  return aspect > WIDE ? 'wide' : undefined;
}

/** Four sheets of paper side by side, while they are drawn on and after. */
export function Board({ kiosk, pictures, way, aspect, onChoose, onBroken }: BoardProps) {
  const text = kiosk.text.value.choose;
  return (
    <div class="board" data-shape={shapeOf(aspect)} style={{ '--aspect': String(aspect) }}>
      {SHEETS.map((index) => (
        <button
          type="button"
          class="board-place"
          key={index}
          data-picture={index}
          aria-label={text.picture(index)}
          disabled={!onChoose || pictures[index] === undefined}
          onClick={() => onChoose?.(index)}
        >
          <Sheet picture={pictures[index]} way={way} index={index} aspect={aspect} onBroken={onBroken} />
          <span class="board-caption">{text.ordinals[index]}</span>
        </button>
      ))}
    </div>
  );
}
