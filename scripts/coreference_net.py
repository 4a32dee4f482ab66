"""The network of the encoder of triggers: MiniLM that is told which pieces are the trigger, and a judge of pairs."""

import importlib
from pathlib import Path
from typing import Any

import attributions_net as net
import numpy as np

torch: Any = importlib.import_module("torch")
nn: Any = torch.nn

VECTOR, JUDGE = 256, 128
LAYERS = 6
SPECIAL, WORDS = 104, 999
"""Pieces from the one up to the other are empty places in the alphabet."""
PLACES = 64


class Layer(net.Layer):
    """A layer of MiniLM that forgets a part of what it adds while it is trained: the set is small."""

    def __init__(self, drop: float) -> None:
        super().__init__()
        self.drop = nn.Dropout(drop)

    def forward(self, x: Any, mask: Any = None) -> Any:
        """(batch, pieces, width) to the same; `mask` is added to the attention."""
        size, length, width = x.shape
        q, k, v = self.qkv(x).view(size, length, 3, net.HEADS, width // net.HEADS).permute(2, 0, 3, 1, 4).unbind(0)
        near = q @ k.transpose(-1, -2) * (width // net.HEADS) ** -0.5
        seen = self.drop(torch.softmax(near if mask is None else near + mask, -1, dtype=near.dtype)) @ v
        x = self.n1(x + self.drop(self.out(seen.transpose(1, 2).reshape(size, length, width))))
        return self.n2(x + self.drop(self.down(net.gelu(self.up(x)))))


class Encoder(nn.Module):  # type: ignore[misc]
    """MiniLM over the pieces of a window, told which of them are the trigger."""

    def __init__(self, drop: float) -> None:
        super().__init__()
        self.word, self.place = nn.Embedding(net.PIECES, net.WIDTH), nn.Embedding(512, net.WIDTH)
        self.kind = nn.Parameter(torch.zeros(net.WIDTH))
        self.marks = nn.Embedding(2, net.WIDTH)
        nn.init.normal_(self.marks.weight, std=0.02)
        self.norm, self.drop = nn.LayerNorm(net.WIDTH, eps=net.EPSILON), nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer(drop) for _ in range(LAYERS))

    def rest(self, x: Any, marks: Any, mask: Any) -> Any:
        """From word vectors onward: vectors of the pieces."""
        x = self.drop(self.norm(x + self.place.weight[: x.shape[1]] + self.kind + self.marks(marks)))
        for layer in self.layers:
            x = layer(x, mask)
        return x


class Triggers(nn.Module):  # type: ignore[misc]
    """Encoder of a trigger in its window, and two judges of a pair: the cosine, and a small network."""

    def __init__(self, drop: float = 0.0) -> None:
        super().__init__()
        self.encoder = Encoder(drop)
        self.shape = nn.Linear(2 * net.WIDTH, VECTOR)
        self.scale, self.shift = nn.Parameter(torch.tensor(8.0)), nn.Parameter(torch.tensor(-5.0))
        self.first, self.second = nn.Linear(2 * VECTOR, JUDGE), nn.Linear(JUDGE, 1)
        self.drop = nn.Dropout(0.1 + drop)

    def forward(self, ids: Any, marks: Any, inside: Any, mask: Any) -> Any:
        """(windows, pieces) each, `mask` added to the attention: unit vectors (windows, VECTOR)."""
        x = self.encoder.rest(self.encoder.word(ids), marks, mask).float()
        both = torch.cat([_mean(x, marks), _mean(x, inside)], -1)
        return nn.functional.normalize(self.shape(self.drop(both)), dim=-1)

    def cosine(self, one: Any, two: Any) -> Any:
        """Log odds from the cosine alone."""
        return self.scale * (one * two).sum(-1) + self.shift

    def judge(self, one: Any, two: Any) -> Any:
        """Log odds from what is alike and what differs in each dimension."""
        x = torch.cat([one * two, (one - two).abs()], -1) * VECTOR**0.5
        return self.second(self.drop(nn.functional.gelu(self.first(x)))).squeeze(-1)


def _mean(x: Any, chosen: Any) -> Any:
    """The mean of the chosen pieces' vectors."""
    weights = chosen.float() / chosen.sum(1, keepdim=True).clamp(min=1)
    return (weights.unsqueeze(1) @ x).squeeze(1)


def load_minilm(triggers: Any, path: Path) -> None:
    """Start from the published weights."""
    triggers.encoder.load_state_dict(net.minilm(path), strict=False)


class _Alone(nn.Module):  # type: ignore[misc]
    """One window in, its vector out; word vectors in eight bits, row by row."""

    def __init__(self, triggers: Any) -> None:
        super().__init__()
        self.triggers = triggers
        weight = torch.cat([triggers.encoder.word.weight.data[:SPECIAL], triggers.encoder.word.weight.data[WORDS:]])
        scale = weight.abs().amax(1, keepdim=True).clamp_min(1e-8) / 127
        self.register_buffer("rows", torch.round(weight / scale).to(torch.int8))
        self.register_buffer("scale", scale)
        triggers.encoder.place = nn.Embedding.from_pretrained(triggers.encoder.place.weight.data[:PLACES])

    def forward(self, ids: Any, marks: Any, inside: Any) -> Any:
        at = torch.where(ids >= WORDS, ids - (WORDS - SPECIAL), ids.clamp(max=SPECIAL - 1))
        x = self.rows[at].float() * self.scale[at]
        x = self.triggers.encoder.rest(x, marks, None)
        both = torch.cat([_mean(x, marks), _mean(x, inside)], -1)
        return nn.functional.normalize(self.triggers.shape(both), dim=-1)


def export(triggers: Any, out: Path) -> None:
    """Write triggers.onnx (matrices in eight bits, one scale a column) and the judge's few numbers."""
    quantization = importlib.import_module("onnxruntime.quantization")
    inputs = tuple(torch.ones((1, 20), dtype=torch.int64) for _ in range(3))
    names = ["ids", "marks", "inside"]
    whole = out / "triggers32.onnx"
    torch.onnx.export(
        _Alone(triggers).eval(), inputs, str(whole), input_names=names, output_names=["vector"],
        dynamic_axes={name: {1: "pieces"} for name in names}, opset_version=17, dynamo=False,
    )  # fmt: skip
    quantization.quantize_dynamic(
        whole,
        out / "triggers.onnx",
        op_types_to_quantize=["MatMul"],
        per_channel=True,
        weight_type=quantization.QuantType.QInt8,
        extra_options={"MatMulConstBOnly": True},
    )
    whole.unlink()
    state = triggers.state_dict()
    judge = {name: state[name].numpy() for name in ("first.weight", "first.bias", "second.weight", "second.bias")}
    np.savez(
        out / "triggers.npz", **{name.replace(".", "_"): value.astype(np.float16) for name, value in judge.items()}
    )
