#!/usr/bin/env bash
# Writes dotnet_shim/installer/wheels-<bitness>.txt anew after a change of pyproject.toml's
# dependencies: the wheels that a Windows PC of that bitness gets, each with its SHA-256.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# list BITNESS WORDS PLATFORM INSTEAD...: INSTEAD are pins that replace those of pyproject.toml.
list() {
  local bits=$1 words=$2 platform=$3
  shift 3
  .venv/bin/python - "$@" >"$folder/wanted.txt" <<'PYTHON'
import sys
import tomllib

with open("pyproject.toml", "rb") as file:
    pins = dict(pin.split("==") for pin in tomllib.load(file)["project"]["dependencies"])
pins.update(pin.split("==") for pin in sys.argv[1:])
print("\n".join(f"{name}=={version}" for name, version in pins.items()))
PYTHON
  minor=$(.venv/bin/python -c 'import json; print(".".join(json.load(open("dotnet_shim/installer/downloads.json"))["python"]["version"].split(".")[:2]))')
  .venv/bin/python -m pip download -qq --disable-pip-version-check --only-binary :all: --python-version "$minor" \
    --platform "$platform" --dest "$folder/$bits" -r "$folder/wanted.txt"
  {
    echo "# What a PC with $words Outlook gets, with the SHA-256 of each wheel. Written by scripts/msi-wheels.sh;"
    echo "# pip checks every hash (--require-hashes)."
    [ $# = 0 ] || echo "# The last with a 32-bit Windows wheel: $*."
    for wheel in "$folder/$bits"/*.whl; do
      local name version
      IFS=- read -r name version _ < <(basename "$wheel")
      echo "${name//_/-}==$version --hash=sha256:$(sha256sum "$wheel" | cut -d' ' -f1)"
    done
  } >"dotnet_shim/installer/wheels-$bits.txt"
}

list x64 64-bit win_amd64
list x86 32-bit win32 cryptography==48.0.1
