"""The network of the attribution tagger: a short MiniLM with word features, and a judge of each word for each cue."""

import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from attributions_teacher import weights_of

torch: Any = importlib.import_module("torch")
nn: Any = torch.nn
gelu: Any = nn.functional.gelu

WIDTH, HEADS, INNER, PIECES = 384, 12, 1536, 30522
JUDGE = 64
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
        """(batch, words, width) to the same; `mask` is added to the attention."""
        size, length, _ = x.shape
        q, k, v = self.qkv(x).view(size, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4).unbind(0)
        near = q @ k.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5
        seen = torch.softmax(near if mask is None else near + mask, -1, dtype=near.dtype) @ v
        x = self.n1(x + self.out(seen.transpose(1, 2).reshape(size, length, WIDTH)))
        return self.n2(x + self.down(gelu(self.up(x))))


class Encoder(nn.Module):  # type: ignore[misc]
    """Some layers of MiniLM; each word brings its part of speech, dependency, quote and shape, and sees its head."""

    def __init__(self, layers: int) -> None:
        super().__init__()
        self.word, self.place = nn.Embedding(PIECES, WIDTH), nn.Embedding(512, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.extra = nn.ModuleDict({name: nn.Embedding(size, WIDTH) for name, size in SIZES.items()})
        for table in self.extra.values():
            nn.init.normal_(table.weight, std=0.01)
        self.norm, self.drop = nn.LayerNorm(WIDTH, eps=EPSILON), nn.Dropout(0.1)
        self.of_head = nn.Linear(WIDTH, WIDTH, bias=False)
        nn.init.zeros_(self.of_head.weight)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))

    def forward(
        self, *, ids: Any, more: Any, at: Any, share: Any, grammar: Any, form: Any, head: Any, mask: Any
    ) -> Any:
        """Vectors of the words: (batch, words, width)."""
        x = self.word(ids).view(-1, WIDTH).index_add(0, at, self.word(more)) * share.view(-1, 1)
        x = x.view(*ids.shape, WIDTH) + self.place.weight[: ids.shape[1]] + self.kind
        for pair, values in ((("pos", "dep"), grammar), (("quote", "shape"), form)):
            for name, numbers in zip(pair, (values // SIZES[pair[1]], values % SIZES[pair[1]]), strict=True):
                x = x + self.extra[name](numbers)
        return self.rest(x, head, mask)

    def rest(self, x: Any, head: Any, mask: Any) -> Any:
        """From the sum of the vectors of each word onward; `head` is the word on which each word hangs."""
        x = self.drop(self.norm(x))
        for number, layer in enumerate(self.layers):
            if number == 1:
                at = head[..., None].expand(-1, -1, WIDTH)
                x = x + self.of_head(torch.gather(x, 1, at) if mask is not None else x[0][head[0]][None])
            x = layer(x, mask)
        return x

    def pretrained(self) -> Iterator[Any]:
        """The parameters that come from MiniLM."""
        for name, parameter in self.named_parameters():
            if not name.startswith(("extra", "of_head")):
                yield parameter


class Tagger(nn.Module):  # type: ignore[misc]
    """Encoder, cue tags, and the judge: what is a word to a cue (nothing, its source, its content)?"""

    def __init__(self, layers: int) -> None:
        super().__init__()
        self.encoder, self.cue = Encoder(layers), nn.Linear(WIDTH, 3)
        self.sides = nn.Linear(WIDTH, 4 * JUDGE)
        self.near = nn.ModuleDict({name: nn.Embedding(size, JUDGE) for name, size in NEAR.items()})
        for table in self.near.values():
            nn.init.normal_(table.weight, std=0.1)
        self.norms = nn.ModuleList(nn.LayerNorm(JUDGE) for _ in range(3))
        self.looks = nn.ModuleList(nn.Conv1d(JUDGE, JUDGE, 7, padding=3, groups=JUDGE) for _ in range(2))
        self.mixes = nn.ModuleList(nn.Linear(JUDGE, JUDGE) for _ in range(2))
        self.role, self.drop = nn.Linear(JUDGE, 3), nn.Dropout(0.1)

    def roles(self, words: Any, cues: Any, near: Any, real: Any = None) -> Any:
        """words and cues (K or 1, T or 1, 4 x judge), near (K, T) each, real (K, T, 1) or all: scores (K, T, 3)."""
        _, of_word, _, twin_word = words.chunk(4, -1)
        of_cue, _, twin_cue, _ = cues.chunk(4, -1)
        x = of_cue + of_word + twin_cue * twin_word
        for name, values in zip(NEAR, near, strict=True):
            x = x + self.near[name](values)
        x = self.norms[0](gelu(x))
        for look, mix, norm in zip(self.looks, self.mixes, self.norms[1:], strict=True):
            x = x if real is None else x * real
            x = norm(x + self.drop(gelu(mix(look(x.transpose(1, 2)).transpose(1, 2)))))
        return self.role(x)


def begin(tagger: Any, start: Path, layers: list[int]) -> None:
    """Give the network its first weights: MiniLM's, or those of an earlier tagger."""
    weights = weights_of(start / "encoder.onnx") if start.is_dir() else minilm(start)
    tagger.encoder.load_state_dict(_chosen(weights, layers), strict=False)
    if "cue.weight" in weights:
        tagger.cue.load_state_dict({end: _tensor(weights[f"cue.{end}"]) for end in ("weight", "bias")})


def _tensor(values: Any) -> Any:
    return values if torch.is_tensor(values) else torch.from_numpy(values.copy())


def _chosen(weights: dict[str, Any], layers: list[int]) -> dict[str, Any]:
    """The weights with only these layers, numbered anew."""
    number = {f"layers.{old}.": f"layers.{new}." for new, old in enumerate(layers)}
    found = {}
    for name, values in weights.items():
        if not name.startswith("layers."):
            found[name] = _tensor(values)
        elif name[: len("layers.0.")] in number:
            found[number[name[: len("layers.0.")]] + name[len("layers.0.") :]] = _tensor(values)
    return found


def minilm(path: Path) -> dict[str, Any]:
    """The published weights, six layers, by the names of our networks."""
    weights = importlib.import_module("safetensors.torch").load_file(path)
    names = {"word": "word_embeddings.weight", "place": "position_embeddings.weight"}
    state = {f"{mine}.weight": weights[f"embeddings.{name}"] for mine, name in names.items()}
    state["kind"] = weights["embeddings.token_type_embeddings.weight"][0]
    parts = {"out": "attention.output.dense", "n1": "attention.output.LayerNorm", "up": "intermediate.dense"}
    parts |= {"down": "output.dense", "n2": "output.LayerNorm"}
    for end in ("weight", "bias"):
        state[f"norm.{end}"] = weights[f"embeddings.LayerNorm.{end}"]
        for n in range(6):
            of = f"encoder.layer.{n}."
            heads = [weights[f"{of}attention.self.{x}.{end}"] for x in ("query", "key", "value")]
            state[f"layers.{n}.qkv.{end}"] = torch.cat(heads)
            for mine, name in parts.items():
                state[f"layers.{n}.{mine}.{end}"] = weights[f"{of}{name}.{end}"]
    return state


class _Reader(nn.Module):  # type: ignore[misc]
    """The encoder with its word vectors in eight bits, row by row, and the cue tags as probabilities."""

    def __init__(self, tagger: Any) -> None:
        super().__init__()
        self.tagger = tagger
        encoder = tagger.encoder
        weight = encoder.word.weight.data
        scale = weight.abs().amax(1, keepdim=True).clamp_min(1e-8) / 127
        self.register_buffer("rows", torch.round(weight / scale).to(torch.int8))
        self.register_buffer("scale", scale)
        self.register_buffer("place", encoder.place.weight.data + encoder.kind.data)
        for name, (large, small) in {"grammar": ("pos", "dep"), "form": ("quote", "shape")}.items():
            pairs = encoder.extra[large].weight.data[:, None] + encoder.extra[small].weight.data[None]
            self.register_buffer(name, pairs.reshape(-1, WIDTH))

    def forward(self, ids: Any, more: Any, at: Any, share: Any, grammar: Any, form: Any, head: Any) -> Any:
        x = self.rows[ids[0]].float() * self.scale[ids[0]]
        x = x.index_put((at,), self.rows[more].float() * self.scale[more], accumulate=True) * share[0][:, None]
        x = x + self.place[: ids.shape[1]] + self.grammar[grammar[0]] + self.form[form[0]]
        words = self.tagger.encoder.rest(x[None], head, None)[0][1:-1]
        return self.tagger.sides(words), torch.softmax(self.tagger.cue(words), -1)


class _Judge(nn.Module):  # type: ignore[misc]
    def __init__(self, tagger: Any) -> None:
        super().__init__()
        self.tagger = tagger

    def forward(self, sides: Any, cues: Any, rel: Any, mine: Any, theirs: Any, sent: Any) -> Any:
        roles = self.tagger.roles(sides[None], (cues @ sides)[:, None], (rel, mine, theirs, sent))
        return torch.softmax(roles, -1)


def export(tagger: Any, out: Path) -> None:
    """Write encoder.onnx (matrices in eight bits, one scale a column) and roles.onnx."""
    quantization = importlib.import_module("onnxruntime.quantization")
    ids, more = torch.zeros((1, 20), dtype=torch.int64), torch.ones(4, dtype=torch.int64)
    names = ["ids", "more", "at", "share", "grammar", "form", "head"]
    axes = {name: {1: "words"} for name in names} | {"more": {0: "pieces"}, "at": {0: "pieces"}}
    axes |= {name: {0: "inner"} for name in ("sides", "tags")}
    whole = out / "encoder32.onnx"
    _write(_Reader(tagger), (ids, more, more, ids.float(), ids, ids, ids), whole, names, ["sides", "tags"], axes)
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
    names = ["sides", "cues", *NEAR]
    axes = {name: {0: "cues", 1: "words"} for name in (*names[1:], "roles")} | {"sides": {0: "words"}}
    inputs = (torch.zeros((15, 4 * JUDGE)), torch.zeros((3, 15)), *[pairs] * 4)
    _write(_Judge(tagger), inputs, out / "roles.onnx", names, ["roles"], axes)


def _write(module: Any, inputs: tuple[Any, ...], path: Path, names: list[str], outputs: list[str], axes: Any) -> None:
    torch.onnx.export(
        module.eval(), inputs, str(path), input_names=names, output_names=outputs, dynamic_axes=axes,
        opset_version=17, dynamo=False,
    )  # fmt: skip
