import { Mockup } from '../../customer/mockup/mockup.tsx';
import { sampleOf } from '../../customer/samples/samples.ts';
import type { Panel } from '../panel.ts';
import type { ProductChoice } from '../server-types.ts';
import { Cell, Tick } from './cell.tsx';
import { ColoursEditor } from './colours-editor.tsx';

export interface ProductEditorProps {
  readonly panel: Panel;
  readonly product: ProductChoice;
  readonly onChange: (product: ProductChoice) => void;
}

/** One product: what the shop decides, beside what customers will see. */
export function ProductEditor({ panel, product, onChange }: ProductEditorProps) {
  const text = panel.text.value.range;
  const { id, name, price, printArea, colours, offered } = product;
  const set = (change: Partial<ProductChoice>) => onChange({ ...product, ...change });
  return (
    <li class="editor" data-product-choice={id}>
      <Preview panel={panel} product={product} />
      <div class="cells">
        <Tick
          label={`${text.offered}: ${panel.say(name)}`}
          name={`offered-${id}`}
          ticked={offered}
          onChange={(ticked) => set({ offered: ticked })}
        />
        <Cell
          label={text.nameZh}
          name={`zh-${id}`}
          value={name.zh}
          longest={20}
          onChange={(zh) => set({ name: { ...name, zh } })}
        />
        <Cell
          label={text.nameEn}
          name={`en-${id}`}
          value={name.en}
          longest={20}
          onChange={(en) => set({ name: { ...name, en } })}
        />
        <Cell
          label={text.price}
          name={`price-${id}`}
          value={price ?? ''}
          longest={16}
          onChange={(typed) => set({ price: typed === '' ? null : typed })}
        />
        <Cell
          label={text.width}
          name={`width-${id}`}
          value={printArea.widthMm}
          onChange={(typed) => set({ printArea: { ...printArea, widthMm: Number(typed) } })}
        />
        <Cell
          label={text.height}
          name={`height-${id}`}
          value={printArea.heightMm}
          onChange={(typed) => set({ printArea: { ...printArea, heightMm: Number(typed) } })}
        />
        {colours.length > 0 && (
          <ColoursEditor
            panel={panel}
            product={id}
            colours={colours}
            onChange={(changed) => set({ colours: changed })}
          />
        )}
      </div>
    </li>
  );
}

/** The card of the kiosk's first page, with a print area that can be drawn while it is being typed. */
function Preview({
  panel,
  product: { id, name, price, printArea, colours, offered },
}: Omit<ProductEditorProps, 'onChange'>) {
  const { widthMm, heightMm } = printArea;
  const drawable = widthMm > 0 && heightMm > 0;
  return (
    <div class="preview" data-offered={offered}>
      {drawable && <Mockup product={{ id, printArea, colours }} picture={sampleOf(id)} />}
      <p>
        <b>{panel.say(name)}</b> {price}
      </p>
      <small>{`${Math.round(widthMm)} × ${Math.round(heightMm)} mm`}</small>
    </div>
  );
}
