"""Both frozen text encoders as the pipeline joins them."""

from pathlib import Path

import torch
from transformers import CLIPTextModelWithProjection

from data.pool import second_slot


class TextTower:
    """Captions int64 [B, L] to rows [B, L, 2 × width] and pooled [B, 2 × width]."""

    def __init__(self, data_dir, device):
        self.first, self.second = (CLIPTextModelWithProjection.from_pretrained(Path(data_dir) / name).to(device).eval()
                                   for name in ("text_encoder", "text_encoder_2"))
        self.eos = self.first.config.eos_token_id

    @property
    def width(self):
        """Features of a row of the joined embedding."""
        return self.first.config.hidden_size + self.second.config.hidden_size

    @torch.no_grad()
    def __call__(self, captions):
        outs = [self.first(captions, output_hidden_states=True),
                self.second(second_slot(captions, self.eos), output_hidden_states=True)]
        return torch.cat([o.hidden_states[-2] for o in outs], -1), torch.cat([o.text_embeds for o in outs], -1)

    def empty(self, captions):
        """The ids of "" in the form of one caption: start, then end tokens to the end."""
        row = torch.full_like(captions[0], self.eos)
        row[0] = self.eos - 1
        return row
