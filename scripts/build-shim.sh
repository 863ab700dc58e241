#!/usr/bin/env bash
# Builds the shim into build/shim/ (or the folder given) and writes beside it where Python is.
set -euo pipefail
cd "$(dirname "$0")/.."
out=$(realpath -m "${1:-build/shim}")
export MONO_THREADS_SUSPEND=preemptive

site=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
library=$(.venv/bin/python -c 'import sysconfig as s; print(s.get_config_var("LIBDIR"), s.get_config_var("INSTSONAME"), sep="/")')

# 4.6.2 is the newest framework that xbuild knows: what builds for it builds for 4.8, too.
# Each place has intermediate files of its own, so that two builds at a time do not meet in them.
timeout -k 5 180 xbuild /nologo /v:q /p:TargetFrameworkVersion=v4.6.2 "/p:OutputPath=$out/" \
  "/p:IntermediateOutputPath=$PWD/build/obj/$(realpath -m --relative-to=build "$out")/" \
  "/p:PythonRuntime=$site/pythonnet/runtime/Python.Runtime.dll" \
  "/p:NetStandard=/usr/lib/mono/4.8-api/Facades/netstandard.dll" \
  dotnet_shim/OutlookCrm.Shim.csproj

.venv/bin/python - "$out/python-home.json" "$library" "$site" "$PWD/plugin" "$PWD/.venv/bin/python" <<'PYTHON'
import json
import sys
from pathlib import Path

file, dll, site, plugin, executable = sys.argv[1:]
home = {"dll": dll, "executable": executable, "site": [site, plugin]}
Path(file).write_text(json.dumps(home, indent=1) + "\n", encoding="utf-8")
PYTHON
