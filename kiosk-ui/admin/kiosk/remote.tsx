import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Panel } from '../panel.ts';

/** The kiosk's screen from afar: a look at it, and a new start of its page. */
export function Remote({ panel }: { readonly panel: Panel }) {
  const text = panel.text.value.kiosk;
  const picture = useSignal<string | null>(null);
  const said = useSignal<{ readonly ok: boolean; readonly words: string } | null>(null);
  const busy = useSignal(false);
  const show = (url: string | null) => {
    if (picture.peek() !== null) URL.revokeObjectURL(picture.peek() ?? '');
    picture.value = url;
  };
  useEffect(() => () => show(null), []);
  const look = async () => {
    if (busy.value) return;
    busy.value = true;
    said.value = { ok: true, words: text.looking };
    const answer = await panel.server.kioskPicture();
    busy.value = false;
    said.value = answer.ok ? null : { ok: false, words: panel.say(answer.message) };
    if (answer.ok) show(URL.createObjectURL(answer.data));
  };
  const reload = async () => {
    const answer = await panel.server.reloadKiosk();
    said.value = { ok: answer.ok, words: answer.ok ? text.reloaded : panel.say(answer.message) };
  };
  return (
    <section>
      <h2>{text.title}</h2>
      <p class="soft">{text.lead}</p>
      <div class="submit">
        <button
          type="button"
          class="second"
          data-action="kiosk-picture"
          aria-disabled={busy.value}
          onClick={() => void look()}
        >
          {text.look}
        </button>
        <button type="button" class="second" data-action="kiosk-reload" onClick={() => void reload()}>
          {text.reload}
        </button>
        <p
          role={said.value?.ok === false ? 'alert' : 'status'}
          class={said.value?.ok === false ? 'bad' : 'good'}
        >
          {said.value?.words}
        </p>
      </div>
      {picture.value !== null && <img class="kiosk-picture" src={picture.value} alt={text.picture} />}
    </section>
  );
}
