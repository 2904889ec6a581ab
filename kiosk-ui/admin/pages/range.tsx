import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Asking, Choice } from '../form.tsx';
import type { Panel } from '../panel.ts';
import { ChipsEditor } from '../range/chip-editor.tsx';
import { PresetsEditor } from '../range/presets-editor.tsx';
import { ProductEditor } from '../range/product-editor.tsx';
import type { RangeChoice, RangeView } from '../server-types.ts';

type Section = 'products' | 'chips' | 'presets';
const sections: readonly Section[] = ['products', 'chips', 'presets'];

/** What the shop offers: a draft, shown as customers will see it, and saved as a whole. */
export function RangePage({ panel }: { readonly panel: Panel }) {
  const text = panel.text.value;
  const section = useSignal<Section>('products');
  const view = useSignal<RangeView | null>(null);
  const draft = useSignal<RangeChoice | null>(null);
  const take = (taken: RangeView) => {
    view.value = taken;
    draft.value = taken.choice;
  };
  useEffect(() => {
    void panel.server.range().then((answer) => {
      if (answer.ok) take(answer.data);
    });
  }, [panel]);
  const choice = draft.value;
  if (view.value === null || choice === null) return <h1>{text.pages.range}</h1>;
  const change = (changed: Partial<RangeChoice>) => {
    draft.value = { ...choice, ...changed };
  };
  return (
    <>
      <h1>{text.pages.range}</h1>
      <p class="soft">{text.range.lead}</p>
      <Choice
        legend={text.range.section}
        name="range-section"
        labels={text.range.sections}
        among={sections}
        chosen={section}
      />
      {section.value === 'products' && (
        <ul class="editors">
          {choice.products.map((product) => (
            <ProductEditor
              key={product.id}
              panel={panel}
              product={product}
              onChange={(changed) =>
                change({ products: choice.products.map((old) => (old.id === changed.id ? changed : old)) })
              }
            />
          ))}
        </ul>
      )}
      {section.value === 'chips' && (
        <ChipsEditor panel={panel} chips={choice.chips} onChange={(chips) => change({ chips })} />
      )}
      {section.value === 'presets' && (
        <PresetsEditor
          panel={panel}
          presets={choice.presets}
          suggested={view.value.modelPresets}
          onChange={(presets) => change({ presets })}
        />
      )}
      <Asking
        panel={panel}
        ask={() => panel.server.saveRange(choice)}
        onDone={take}
        action="save-range"
        label={text.save}
        done={text.saved}
      >
        {choice !== view.value.choice && <p class="soft">{text.range.unsaved}</p>}
      </Asking>
      <Reset panel={panel} onReset={take} />
    </>
  );
}

function Reset({ panel, onReset }: { readonly panel: Panel; readonly onReset: (view: RangeView) => void }) {
  const text = panel.text.value.range;
  const asksAgain = useSignal(false);
  const reset = async () => {
    const answer = await panel.server.resetRange();
    asksAgain.value = false;
    if (answer.ok) onReset(answer.data);
  };
  return (
    <div class="submit">
      <button
        type="button"
        class={asksAgain.value ? 'main' : 'quiet'}
        data-action="reset-range"
        onClick={() => {
          if (asksAgain.value) void reset();
          else asksAgain.value = true;
        }}
      >
        {asksAgain.value ? text.resetSurely : text.reset}
      </button>
    </div>
  );
}
