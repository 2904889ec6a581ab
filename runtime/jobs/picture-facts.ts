import { z } from 'zod';

const factsSchema = z.object({
  prompt: z.string(),
  negative: z.string(),
  model: z.string(),
  /** Key of the engine, which names everything that decides over pixels. */
  engine: z.string(),
  /** Of this picture among all: design id and index. */
  produceId: z.string(),
  seed: z.coerce.number(),
  steps: z.coerce.number(),
  guidance: z.coerce.number(),
});

/** What is written into every picture, so that it can be drawn again and is known as made by AI. */
export type PictureFacts = z.infer<typeof factsSchema>;

const MOTIF = 'https://motif.invalid/ns/picture/1.0/';
const SOURCE_TYPE = 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia';
const PRODUCER = 'Motif';
const FIELDS = factsSchema.keyof().options;

/**
 * XMP packet with the facts and the two marks of AI pictures: GB 45438's TC260:AIGC (one JSON block, all of
 * its seven fields) and IPTC's digital source type.
 */
export function toXmp(facts: PictureFacts): string {
  const fields = FIELDS.map((name) => `<motif:${name}>${escapeXml(String(facts[name]))}</motif:${name}>`);
  return [
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>',
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
    '<rdf:Description rdf:about="" xmlns:TC260="http://www.tc260.org.cn/ns/AIGC/1.0/"',
    ' xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"',
    ` xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:motif="${MOTIF}">`,
    `<xmp:CreatorTool>${PRODUCER}</xmp:CreatorTool>`,
    `<Iptc4xmpExt:DigitalSourceType>${SOURCE_TYPE}</Iptc4xmpExt:DigitalSourceType>`,
    `<TC260:AIGC>${escapeXml(JSON.stringify(aigcBlock(facts.produceId)))}</TC260:AIGC>`,
    ...fields,
    '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>',
  ].join('');
}

/** Reads the facts back; null when the packet is not one of ours. */
export function fromXmp(xmp: string): PictureFacts | null {
  const read = (name: string) => {
    const value = new RegExp(`<motif:${name}>([^<]*)</motif:${name}>`).exec(xmp)?.[1];
    return value === undefined ? undefined : unescapeXml(value);
  };
  return factsSchema.safeParse(Object.fromEntries(FIELDS.map((name) => [name, read(name)]))).data ?? null;
}

/** Label 1: is generated content. The reserved and propagator fields are for those who hand it on. */
function aigcBlock(produceId: string) {
  return {
    Label: '1',
    ContentProducer: PRODUCER,
    ProduceID: produceId,
    ReservedCode1: '',
    ContentPropagator: '',
    PropagateID: '',
    ReservedCode2: '',
  };
}

const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' } as const;
/** XML 1.0 has no place for these, not even escaped. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\p{Cs}]/gu;

function escapeXml(text: string): string {
  return text
    .replace(NOT_XML, '')
    .replace(/[&<>"']/g, (character) => ENTITIES[character as keyof typeof ENTITIES]);
}

function unescapeXml(text: string): string {
  return Object.entries(ENTITIES)
    .reverse()
    .reduce((plain, [character, entity]) => plain.replaceAll(entity, character), text);
}
