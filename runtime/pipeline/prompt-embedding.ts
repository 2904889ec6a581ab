/** What the transformer attends to: rows [S, jointAttentionDim] and one pooled row. */
export interface PromptEmbedding {
  readonly rows: Float32Array;
  readonly pooled: Float32Array;
}
