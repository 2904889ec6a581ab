import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';

/** What a T5 tokenizer needs of a `spiece.model`. */
export interface SentencePieceModel {
  readonly pieces: readonly (readonly [string, number])[];
  /** Compiled normalisation rules; empty when the model has none. */
  readonly charsmap: Buffer;
}

/** Field numbers of sentencepiece_model.proto. */
const MODEL_PIECES = 1;
const MODEL_NORMALIZER = 3;
const PIECE_TEXT = 1;
const PIECE_SCORE = 2;
const NORMALIZER_CHARSMAP = 2;

/** @throws Error when the bytes are no protobuf message of this form */
export function parseSentencePieceModel(bytes: Uint8Array): SentencePieceModel {
  const pieces: [string, number][] = [];
  let charsmap = Buffer.alloc(0);
  eachField(bytes, (field, reader) => {
    if (field === MODEL_PIECES) pieces.push(parsePiece(reader.bytes()));
    else if (field === MODEL_NORMALIZER) charsmap = parseCharsmap(reader.bytes());
    else return false;
    return true;
  });
  return { pieces, charsmap };
}

function parsePiece(bytes: Uint8Array): [string, number] {
  const piece: [string, number] = ['', 0];
  eachField(bytes, (field, reader) => {
    if (field === PIECE_TEXT) piece[0] = reader.string();
    else if (field === PIECE_SCORE) piece[1] = reader.float();
    else return false;
    return true;
  });
  return piece;
}

function parseCharsmap(bytes: Uint8Array): Buffer<ArrayBuffer> {
  let charsmap = Buffer.alloc(0);
  eachField(bytes, (field, reader) => {
    if (field !== NORMALIZER_CHARSMAP) return false;
    charsmap = Buffer.from(reader.bytes());
    return true;
  });
  return charsmap;
}

/** Calls `take` for every field; a field that it does not take is skipped. */
function eachField(bytes: Uint8Array, take: (field: number, reader: BinaryReader) => boolean): void {
  const reader = new BinaryReader(bytes);
  while (reader.pos < reader.len) {
    const [field, wire] = reader.tag();
    if (wire === WireType.EndGroup || !take(field, reader)) reader.skip(wire, field);
  }
}
