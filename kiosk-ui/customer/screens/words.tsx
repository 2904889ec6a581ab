import type { Kiosk } from '../kiosk.ts';

/** Nobody reads a longer wish on a kiosk; a customer who comes near it is told. */
const LONGEST_PROMPT = 200;
const NEARLY = 40;

/** The sentence: what the chips make and what the customer writes is one and the same. */
export function Words({ kiosk }: { readonly kiosk: Kiosk }) {
  const text = kiosk.text.value.describe;
  const { prompt } = kiosk.session.value;
  const left = LONGEST_PROMPT - [...prompt].length;
  return (
    <div class="words">
      <textarea
        rows={1}
        maxLength={LONGEST_PROMPT}
        aria-label={text.label}
        placeholder={text.placeholder}
        autocomplete="off"
        spellcheck={false}
        enterkeyhint="go"
        value={prompt}
        onInput={(event) => kiosk.write(event.currentTarget.value)}
        onKeyDown={(event) => {
          // Enter picks a candidate while a Chinese input method is composing; only then it is not for us.
          if (event.key !== 'Enter' || event.isComposing) return;
          event.preventDefault();
          kiosk.send({ type: 'draw' });
        }}
      />
      {left < NEARLY && <small role="status">{text.charactersLeft(Math.max(0, left))}</small>}
      {prompt !== '' && (
        <button type="button" class="plain" data-action="clear" onClick={() => kiosk.write('')}>
          {text.clear}
        </button>
      )}
      <button type="button" class="plain surprise" data-action="surprise" onClick={() => kiosk.surprise()}>
        {text.surprise}
      </button>
    </div>
  );
}
