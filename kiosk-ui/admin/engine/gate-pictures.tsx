import type { Panel } from '../panel.ts';
import type { EngineSlot } from '../server-types.ts';

const KINDS = ['reference', 'engine', 'difference'] as const;

export interface GatePicturesProps {
  readonly panel: Panel;
  readonly slot: EngineSlot;
  readonly pictures: NonNullable<EngineSlot['gateDetails']>['pictures'];
}

/** What the gate compared, side by side: FP32's picture, the engine's, and where they differ. */
export function GatePictures({ panel, slot, pictures }: GatePicturesProps) {
  const text = panel.text.value.engine;
  return (
    <>
      <h4>{text.pictures}</h4>
      {slot.gatePictures > 0 && <p class="soft">{text.pictureLead}</p>}
      <ol class="gate-pictures">
        {pictures.map(({ prompt, seed, psnrDb, ssim }, index) => (
          <li key={`${seed} ${prompt}`}>
            {index < slot.gatePictures && (
              <div class="gate-row">
                {KINDS.map((kind) => (
                  <figure key={kind}>
                    {/* The hash asks anew once a build has replaced the engine. */}
                    <img
                      src={`/api/engines/${slot.name}/pictures/${index}/${kind}?of=${slot.manifestSha256.slice(0, 16)}`}
                      alt={`${text.pictureKinds[kind]}: ${prompt}`}
                      loading="lazy"
                    />
                    <figcaption>{text.pictureKinds[kind]}</figcaption>
                  </figure>
                ))}
              </div>
            )}
            <p>
              <span lang="en">{prompt}</span> ({seed})
              <br />
              <span class="soft">{`PSNR ${psnrDb.toFixed(1)} dB · SSIM ${ssim.toFixed(3)}`}</span>
            </p>
          </li>
        ))}
      </ol>
    </>
  );
}
