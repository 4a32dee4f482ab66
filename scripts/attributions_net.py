"""The network of the attribution tagger: a short MiniLM with word features, and a judge of each word for each cue."""

import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

torch: Any = importlib.import_module("torch")
nn: Any = torch.nn
gelu: Any = nn.functional.gelu

WIDTH, HEADS, INNER, PIECES = 384, 12, 1536, 30522
JUDGE = 128
SIZES = {"pos": 18, "dep": 46, "quote": 5, "shape": 8}
NEAR = {"rel": 80, "mine": 47, "theirs": 47, "sent": 32}
EPSILON = 1e-12


class Layer(nn.Module):  # type: ignore[misc]
    """One transformer layer, as in BERT."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv, self.out = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.n1, self.n2 = nn.LayerNorm(WIDTH, eps=EPSILON), nn.LayerNorm(WIDTH, eps=EPSILON)

    def forward(self, x: Any, mask: Any = None) -> Any:
        """(batch, pieces, width) to the same; `mask` is added to the attention."""
        size, length, _ = x.shape
        q, k, v = self.qkv(x).view(size, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4).unbind(0)
        near = q @ k.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5
        seen = torch.softmax(near if mask is None else near + mask, -1, dtype=near.dtype) @ v
        x = self.n1(x + self.out(seen.transpose(1, 2).reshape(size, length, WIDTH)))
        return self.n2(x + self.down(gelu(self.up(x))))


class Encoder(nn.Module):  # type: ignore[misc]
    """The first layers of MiniLM, with the part of speech, the dependency, the quote and the shape of each word."""

    def __init__(self, layers: int) -> None:
        super().__init__()
        self.word, self.place = nn.Embedding(PIECES, WIDTH), nn.Embedding(512, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.extra = nn.ModuleDict({name: nn.Embedding(size, WIDTH) for name, size in SIZES.items()})
        for table in self.extra.values():
            nn.init.normal_(table.weight, std=0.01)
        self.norm, self.drop = nn.LayerNorm(WIDTH, eps=EPSILON), nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))

    def forward(self, *, ids: Any, mask: Any = None, **features: Any) -> Any:
        """Vectors of the pieces."""
        return self.rest(self.word(ids), mask, features)

    def rest(self, x: Any, mask: Any, features: dict[str, Any]) -> Any:
        """From word vectors onward."""
        x = x + self.place.weight[: x.shape[1]] + self.kind
        for name, values in features.items():
            x = x + self.extra[name](values)
        x = self.drop(self.norm(x))
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def pretrained(self) -> Iterator[Any]:
        """The parameters that come from MiniLM."""
        for name, parameter in self.named_parameters():
            if not name.startswith("extra"):
                yield parameter


class Tagger(nn.Module):  # type: ignore[misc]
    """Encoder, cue tags, and the judge: what is a word to a cue (nothing, its source, its content)?"""

    def __init__(self, layers: int) -> None:
        super().__init__()
        self.encoder, self.cue = Encoder(layers), nn.Linear(WIDTH, 3)
        self.of_cue, self.of_word = nn.Linear(WIDTH, JUDGE), nn.Linear(WIDTH, JUDGE, bias=False)
        self.twin_cue, self.twin_word = nn.Linear(WIDTH, JUDGE, bias=False), nn.Linear(WIDTH, JUDGE, bias=False)
        self.near = nn.ModuleDict({name: nn.Embedding(size, JUDGE) for name, size in NEAR.items()})
        for table in self.near.values():
            nn.init.normal_(table.weight, std=0.1)
        self.norms = nn.ModuleList(nn.LayerNorm(JUDGE) for _ in range(3))
        self.looks = nn.ModuleList(nn.Conv1d(JUDGE, JUDGE, 7, padding=3, groups=JUDGE) for _ in range(2))
        self.mixes = nn.ModuleList(nn.Linear(JUDGE, JUDGE) for _ in range(2))
        self.role, self.drop = nn.Linear(JUDGE, 3), nn.Dropout(0.1)

    def roles(self, words: Any, cues: Any, *near: Any) -> Any:
        """words (T, width), cues (K, T) with rows that sum to 1, near (K, T) each: scores (K, T, 3)."""
        of_cue = cues @ words
        x = self.of_cue(of_cue)[:, None] + self.of_word(words)[None]
        x = x + self.twin_cue(of_cue)[:, None] * self.twin_word(words)[None]
        for name, values in zip(NEAR, near, strict=True):
            x = x + self.near[name](values)
        x = self.norms[0](gelu(x))
        for look, mix, norm in zip(self.looks, self.mixes, self.norms[1:], strict=True):
            x = norm(x + self.drop(gelu(mix(look(x.transpose(1, 2)).transpose(1, 2)))))
        return self.role(x)


def load_minilm(encoder: Any, path: Path) -> None:
    """Start from the published weights."""
    weights = importlib.import_module("safetensors.torch").load_file(path)
    names = {"word": "word_embeddings.weight", "place": "position_embeddings.weight"}
    state = {f"{mine}.weight": weights[f"embeddings.{name}"] for mine, name in names.items()}
    state["kind"] = weights["embeddings.token_type_embeddings.weight"][0]
    parts = {"out": "attention.output.dense", "n1": "attention.output.LayerNorm", "up": "intermediate.dense"}
    parts |= {"down": "output.dense", "n2": "output.LayerNorm"}
    for end in ("weight", "bias"):
        state[f"norm.{end}"] = weights[f"embeddings.LayerNorm.{end}"]
        for n in range(len(encoder.layers)):
            of = f"encoder.layer.{n}."
            heads = [weights[f"{of}attention.self.{x}.{end}"] for x in ("query", "key", "value")]
            state[f"layers.{n}.qkv.{end}"] = torch.cat(heads)
            for mine, name in parts.items():
                state[f"layers.{n}.{mine}.{end}"] = weights[f"{of}{name}.{end}"]
    encoder.load_state_dict(state, strict=False)


class _Reader(nn.Module):  # type: ignore[misc]
    """The encoder with its word vectors in eight bits, row by row, and the cue tags as probabilities."""

    def __init__(self, tagger: Any) -> None:
        super().__init__()
        self.tagger = tagger
        weight = tagger.encoder.word.weight.data
        scale = weight.abs().amax(1, keepdim=True).clamp_min(1e-8) / 127
        self.register_buffer("rows", torch.round(weight / scale).to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: Any, pos: Any, dep: Any, quote: Any, shape: Any, first: Any) -> Any:
        x = self.rows[ids].float() * self.scale[ids]
        features = {"pos": pos, "dep": dep, "quote": quote, "shape": shape}
        words = self.tagger.encoder.rest(x, None, features)[0][first]
        return words, torch.softmax(self.tagger.cue(words), -1)


class _Judge(nn.Module):  # type: ignore[misc]
    def __init__(self, tagger: Any) -> None:
        super().__init__()
        self.tagger = tagger

    def forward(self, h: Any, cues: Any, rel: Any, mine: Any, theirs: Any, sent: Any) -> Any:
        return torch.softmax(self.tagger.roles(h, cues, rel, mine, theirs, sent), -1)


def export(tagger: Any, out: Path) -> None:
    """Write encoder.onnx (matrices in eight bits, one scale a column) and roles.onnx."""
    quantization = importlib.import_module("onnxruntime.quantization")
    ids = torch.zeros((1, 20), dtype=torch.int64)
    names = ["ids", *SIZES, "first"]
    axes = {name: {1: "pieces"} for name in names[:-1]} | {name: {0: "words"} for name in ("first", "h", "cue")}
    whole = out / "encoder32.onnx"
    _write(_Reader(tagger), (*[ids] * 5, torch.arange(15) + 1), whole, names, ["h", "cue"], axes)
    quantization.quantize_dynamic(
        whole,
        out / "encoder.onnx",
        op_types_to_quantize=["MatMul"],
        per_channel=True,
        weight_type=quantization.QuantType.QInt8,
        extra_options={"MatMulConstBOnly": True},
    )
    whole.unlink()
    pairs = torch.zeros((3, 15), dtype=torch.int64)
    names = ["h", "cues", *NEAR]
    axes = {name: {0: "cues", 1: "words"} for name in (*names[1:], "roles")} | {"h": {0: "words"}}
    inputs = (torch.zeros((15, WIDTH)), torch.zeros((3, 15)), *[pairs] * 4)
    _write(_Judge(tagger), inputs, out / "roles.onnx", names, ["roles"], axes)


def _write(module: Any, inputs: tuple[Any, ...], path: Path, names: list[str], outputs: list[str], axes: Any) -> None:
    torch.onnx.export(
        module.eval(), inputs, str(path), input_names=names, output_names=outputs, dynamic_axes=axes,
        opset_version=17, dynamo=False,
    )  # fmt: skip
