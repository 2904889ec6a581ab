import { useState } from 'preact/hooks';
import type { Kiosk } from '../kiosk.ts';
import { isSamePicture, type PictureRef, type Round } from '../session/round.ts';
import { findPicture, shownRound } from '../session/session.ts';
import { Heading } from './heading.tsx';
import './refine.css';
import { RefineActions } from './refine-actions.tsx';

interface RefineProps {
  readonly kiosk: Kiosk;
}

/** One design, large, with another beside it where two are compared; and the ways to have it changed. */
export function RefineScreen({ kiosk }: RefineProps) {
  const text = kiosk.text.value;
  const { picture = 0 } = kiosk.session.value;
  const [comparing, setComparing] = useState(false);
  const round = shownRound(kiosk.session.value);
  const size = kiosk.catalogue.value?.products.find(({ id }) => id === round?.request.product)?.size;
  if (!round || !size) return null;
  const toggle = () => {
    kiosk.send({ type: 'compare', with: undefined });
    setComparing(!comparing);
  };
  return (
    <section class="screen refine-screen" style={{ '--aspect': String(size.width / size.height) }}>
      <Heading
        step={text.stepOf(3, text.steps[2])}
        title={text.refine.title}
        lead={comparing ? text.refine.comparing : text.refine.lead}
      />
      <Large kiosk={kiosk} round={round} picture={picture} wide={size.width > size.height} />
      <Others kiosk={kiosk} round={round} picture={picture} comparing={comparing} onToggle={toggle} />
      <RefineActions kiosk={kiosk} product={round.request.product} />
    </section>
  );
}

interface PicturesProps extends RefineProps {
  readonly round: Round;
  readonly picture: number;
}

function Large({ kiosk, round, picture, wide }: PicturesProps & { readonly wide: boolean }) {
  const text = kiosk.text.value;
  const other = findPicture(kiosk.session.value, kiosk.session.value.compared)?.url;
  const lost = () => kiosk.send({ type: 'pictures-lost', designId: round.designId });
  return (
    <div class="large" data-two={other !== undefined} data-shape={wide ? 'wide' : 'tall'}>
      <img src={round.pictures[picture]} alt={text.refine.large} draggable={false} onError={lost} />
      {other !== undefined && <img src={other} alt="" draggable={false} />}
    </div>
  );
}

interface OthersProps extends PicturesProps {
  readonly comparing: boolean;
  readonly onToggle: () => void;
}

function Others({ kiosk, round, picture, comparing, onToggle }: OthersProps) {
  const text = kiosk.text.value;
  const touch = (index: number) => {
    const { designId } = round;
    if (comparing) kiosk.send({ type: 'compare', with: { designId, picture: index } });
    else kiosk.send({ type: 'choose', picture: index });
  };
  return (
    <div class="refine-others">
      {round.pictures.map((source, index) => (
        <button
          type="button"
          key={source}
          data-picture={index}
          aria-label={text.choose.picture(index)}
          aria-pressed={index === picture || isCompared(kiosk, { designId: round.designId, picture: index })}
          onClick={() => touch(index)}
        >
          <img src={source} alt="" draggable={false} />
        </button>
      ))}
      <Before kiosk={kiosk} round={round} comparing={comparing} />
      <button type="button" class="plain" data-action="compare" aria-pressed={comparing} onClick={onToggle}>
        {text.refine.compare}
      </button>
    </div>
  );
}

function isCompared(kiosk: Kiosk, picture: PictureRef): boolean {
  return isSamePicture(kiosk.session.value.compared, picture);
}

interface BeforeProps extends RefineProps {
  readonly round: Round;
  readonly comparing: boolean;
}

/** The picture that these four were to be like, or to mend: to compare with, or to go back to. */
function Before({ kiosk, round: { origin }, comparing }: BeforeProps) {
  const text = kiosk.text.value.refine;
  const url = findPicture(kiosk.session.value, origin)?.url;
  if (!origin || url === undefined) return null;
  return (
    <button
      type="button"
      class="refine-before"
      data-action="before"
      aria-pressed={isCompared(kiosk, origin)}
      onClick={() => kiosk.send(comparing ? { type: 'compare', with: origin } : { type: 'undo' })}
    >
      <img src={url} alt="" draggable={false} />
      <span>{text.before}</span>
    </button>
  );
}
