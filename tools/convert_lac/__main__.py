"""The jieba and LAC source distributions → the weights file of the Chinese name tagger.

    python tools/convert_lac jieba-0.42.1.tar.gz LAC-2.1.2.tar.gz --out scanner/detectors/names/data/chinese.npz

Get the two archives with `pip download --no-deps --no-binary :all: jieba==0.42.1 LAC==2.1.2` (their builds may fail
after the download; only the archives are needed). Their digests are checked; nothing of them is executed.
"""

import argparse
import hashlib
import sys
import tarfile
from pathlib import Path

import numpy as np
import numpy.typing as npt

JIEBA_SHA256 = "055ca12f62674fafed09427f176506079bc135638a14e23e25be909131928db2"
LAC_SHA256 = "22fcde0d5082d2044205ea6f6a7a9cd1f0d63e7b21b2dd5c9c73f27e7c0a3ef1"
_JIEBA_FOLDER = "jieba-0.42.1/jieba/lac_small"
_LAC_TABLE = "LAC-2.1.2/LAC/seg_model/conf/q2b.dic"
_UNITS = 128
_LABELS = 57
_BMP = 0x10000
_UNKNOWN_CHARACTER = "OOV"
Floats = npt.NDArray[np.float32]


def _members(archive: Path, expected: str) -> dict[str, bytes]:
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    if digest != expected:
        sys.exit(f"{archive}: sha256 {digest}, expected {expected}")
    with tarfile.open(archive) as tar:
        wanted = [each for each in tar.getmembers() if each.name.startswith((_JIEBA_FOLDER, _LAC_TABLE))]
        return {each.name: file.read() for each in wanted if (file := tar.extractfile(each))}


def _pairs(raw: bytes) -> list[tuple[str, str]]:
    rows = (line.split("\t") for line in raw.decode().split("\n"))
    return [(row[0], row[1]) for row in rows if len(row) == 2]  # noqa: PLR2004  # the two columns of the tables


def _character_ids(vocabulary: bytes, normalization: bytes) -> npt.NDArray[np.uint16]:
    """Return the id of each code point of the basic plane, LAC's own normalization applied first."""
    ids = {character: int(number) for number, character in _pairs(vocabulary)}
    normal = {a: b for a, b in _pairs(normalization) if len(a) == len(b) == 1}
    table = np.full(_BMP, ids[_UNKNOWN_CHARACTER], np.uint16)
    for code in range(_BMP):
        written = chr(code)
        table[code] = ids.get(normal.get(written, written), ids[_UNKNOWN_CHARACTER])
    return table


def _parameter(files: dict[str, bytes], name: str, shape: tuple[int, ...]) -> Floats:
    """Read a Paddle parameter: a header, then float32 in row order; the header must fill what the shape leaves."""
    raw = files[f"{_JIEBA_FOLDER}/model_baseline/{name}"]
    size = int(np.prod(shape)) * 4
    header = len(raw) - size
    if not 20 <= header <= 40:  # noqa: PLR2004  # versions, level and a description of the shape
        sys.exit(f"{name}: {len(raw)} bytes, which is not {shape} in float32")
    return np.frombuffer(raw[header:], np.float32).reshape(shape)


def _quantized(name: str, values: Floats, axis: int) -> dict[str, npt.NDArray[np.generic]]:
    """Return the values as int8 with one float32 scale along `axis`."""
    scale = np.abs(values).max(axis=axis, keepdims=True) / 127
    scale[scale == 0] = 1
    return {name: np.round(values / scale).astype(np.int8), f"{name}_scale": scale.astype(np.float32)}


def _layer(files: dict[str, bytes], number: int, inputs: int) -> dict[str, npt.NDArray[np.generic]]:
    """Return one two-way recurrent layer: [2, …], forwards first.

    Paddle keeps the recurrent weights flat: first the update and reset gates [units, 2 units], then the candidate.
    """
    projections, biases, gates, candidates = [], [], [], []
    for each in (2 * number, 2 * number + 1):
        projections.append(_parameter(files, f"fc_{each}.w_0", (inputs, 3 * _UNITS)))
        bias = _parameter(files, f"fc_{each}.b_0", (3 * _UNITS,)) + _parameter(files, f"gru_{each}.b_0", (3 * _UNITS,))
        biases.append(bias)
        flat = _parameter(files, f"gru_{each}.w_0", (3 * _UNITS * _UNITS,))
        gates.append(flat[: 2 * _UNITS * _UNITS].reshape(_UNITS, 2 * _UNITS))
        candidates.append(flat[2 * _UNITS * _UNITS :].reshape(_UNITS, _UNITS))
    return {
        **_quantized(f"projection_{number}", np.stack(projections), 1),
        **_quantized(f"gates_{number}", np.stack(gates), 1),
        **_quantized(f"candidate_{number}", np.stack(candidates), 1),
        f"bias_{number}": np.stack(biases),
    }


def _converted(files: dict[str, bytes]) -> dict[str, npt.NDArray[np.generic]]:
    table = _character_ids(files[f"{_JIEBA_FOLDER}/word.dic"], files[_LAC_TABLE])
    characters = int(table.max()) + 1
    return {
        "characters": table,
        **_quantized("embedding", _parameter(files, "word_emb", (characters, _UNITS)), 1),
        **_layer(files, 0, _UNITS),
        **_layer(files, 1, 2 * _UNITS),
        **_quantized("emission", _parameter(files, "fc_4.w_0", (2 * _UNITS, _LABELS)), 0),
        "emission_bias": _parameter(files, "fc_4.b_0", (_LABELS,)),
        "transitions": _parameter(files, "crfw", (_LABELS + 2, _LABELS)),
    }


def main() -> None:
    """Write the weights file and print its digest, which `weights.py` holds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("jieba", type=Path)
    parser.add_argument("lac", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    files = _members(options.jieba, JIEBA_SHA256) | _members(options.lac, LAC_SHA256)
    np.savez_compressed(options.out, allow_pickle=False, **_converted(files))
    digest = hashlib.sha256(options.out.read_bytes()).hexdigest()
    print(f"{options.out}: {options.out.stat().st_size} bytes, sha256 {digest}")


if __name__ == "__main__":
    main()
