import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Asking } from '../form.tsx';
import type { Panel } from '../panel.ts';
import type { ShopRules, WordsView } from '../server-types.ts';
import { ClassSwitches } from '../word-rules/class-switches.tsx';
import { Lines } from '../word-rules/lines.tsx';
import { Trial } from '../word-rules/trial.tsx';

/** Which words the kiosk draws: a draft that can be tried before it is saved. */
export function WordRulesPage({ panel }: { readonly panel: Panel }) {
  const text = panel.text.value;
  const view = useSignal<WordsView | null>(null);
  const draft = useSignal<ShopRules | null>(null);
  const take = (taken: WordsView) => {
    view.value = taken;
    draft.value = taken.rules;
  };
  useEffect(() => {
    void panel.server.words().then((answer) => {
      if (answer.ok) take(answer.data);
    });
  }, [panel]);
  const rules = draft.value;
  if (view.value === null || rules === null) return <h1>{text.pages.words}</h1>;
  const change = (changed: Partial<ShopRules>) => {
    draft.value = { ...rules, ...changed };
  };
  return (
    <>
      <h1>{text.pages.words}</h1>
      <p class="soft">{text.wordRules.lead}</p>
      <Trial panel={panel} rules={rules} />
      <Asking
        panel={panel}
        ask={() => panel.server.saveWords(rules)}
        onDone={take}
        action="save-words"
        label={text.save}
        done={text.saved}
      >
        <ClassSwitches
          panel={panel}
          classes={view.value.classes}
          off={rules.off}
          onChange={(off) => change({ off })}
        />
        <Lines
          label={text.wordRules.blocked}
          hint={text.wordRules.blockedHint}
          name="blocked"
          value={view.value.rules.blocked}
          onChange={(blocked) => change({ blocked })}
        />
        <Lines
          label={text.wordRules.allowed}
          hint={text.wordRules.allowedHint}
          name="allowed"
          value={view.value.rules.allowed}
          onChange={(allowed) => change({ allowed })}
        />
        {rules !== view.value.rules && <p class="soft">{text.wordRules.unsaved}</p>}
      </Asking>
    </>
  );
}
