import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Field } from '../form.tsx';
import type { Panel } from '../panel.ts';
import type { ShopRules, WordTrial } from '../server-types.ts';

/** After the last key; a word is judged, not every letter of it. */
const SETTLE_MS = 250;
const LONGEST = 500;

export interface TrialProps {
  readonly panel: Panel;
  /** As they are being edited. */
  readonly rules: ShopRules;
}

/** Words to try: whether they would be refused, and why. */
export function Trial({ panel, rules }: TrialProps) {
  const text = panel.text.value.wordRules;
  const tried = useSignal('');
  const said = useSignal<{ readonly drawn: boolean; readonly words: string } | null>(null);
  const words = tried.value;
  useEffect(() => {
    said.value = null;
    if (words.trim() === '') return;
    let isOld = false;
    const timer = setTimeout(async () => {
      const answer = await panel.server.tryWords(words, rules);
      if (isOld) return;
      said.value = answer.ok ? outcome(answer.data) : { drawn: false, words: panel.say(answer.message) };
    }, SETTLE_MS);
    return () => {
      isOld = true;
      clearTimeout(timer);
    };
  }, [panel, words, rules, text]);
  const outcome = ({ verdict }: WordTrial) => ({
    drawn: verdict === null,
    words: verdict === null ? text.drawn : text.refused(text.classes[verdict.wordClass], verdict.entry),
  });
  return (
    <section class="trial">
      <h2>{text.trialTitle}</h2>
      <Field label={text.trial} hint={text.trialHint} name="trial" value={tried} longest={LONGEST} />
      <p role="status" data-drawn={said.value?.drawn} class={said.value?.drawn === false ? 'bad' : 'good'}>
        {said.value?.words}
      </p>
    </section>
  );
}
