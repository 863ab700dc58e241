#!/usr/bin/env bash
# Shows what can be shown of the packages without Windows: builds both, and runs
# tests/packaging/windows/verify_*.py on Wine with 32 and 64 bits, in a Debian of its own
# (build/wine-machine), because Debian's two architectures do not always fit side by side
# on a machine that is in use.  Root alone.
#
#   scripts/verify-windows.sh [PYTEST ARGUMENT...]
set -euo pipefail
cd "$(dirname "$0")/.."
[ "$(id -u)" = 0 ] || { echo "a Debian of its own needs root" >&2; exit 2; }
machine=$PWD/build/wine-machine
export NEWER_VERSION=99.0.0

scripts/setup.sh
PACKAGE_VERSION=$NEWER_VERSION scripts/msi-build.sh
scripts/msi-build.sh

stubs=build/windows-stubs
mkdir -p $stubs
for one in x64:x86_64 x86:i686; do
  "${one#*:}-w64-mingw32-gcc" -O2 -s -shared -Wl,--kill-at -o "$stubs/bcryptprimitives-${one%:*}.dll" \
    tests/packaging/windows/bcryptprimitives.c -ladvapi32
done

# What plays Outlook and .NET Framework: see tests/packaging/windows/com.
com=tests/packaging/windows/com
core=build/downloads/dotnet-core
framework=/usr/lib/mono/4.8-api
stand_in=$stubs/stand-in
mkdir -p $stand_in/framework
library() { mcs -nologo -langversion:7 -sdk:4.8-api -target:library "$@"; }
# By the name alone .NET Core takes none of them: each has the public key of the one it stands in for.
for one in System.Windows.Forms:forms System.Security:protection; do
  sn -q -e "$framework/${one%:*}.dll" "$stand_in/${one#*:}.pub"
done
library -keyfile:$stand_in/forms.pub -delaysign+ -out:$stand_in/framework/System.Windows.Forms.dll $com/framework/forms/*.cs
library -keyfile:$stand_in/protection.pub -delaysign+ \
  -out:$stand_in/framework/System.Security.Cryptography.ProtectedData.dll $com/framework/ProtectedData.cs
host=tests/simulator/Host
mapfile -t outlook < <(find $host/Model $host/Storage $host/Com $host/Options.cs $host/Windows/AgendaRow.cs -name '*.cs' ! -name ComObject.cs)
library -out:$stand_in/stand-in.dll -r:Microsoft.CSharp.dll -r:System.Windows.Forms.dll \
  -resource:$host/Model/windows-zones.csv,windows-zones.csv $com/*.cs "${outlook[@]}"
cat >$stand_in/stand-in.runtimeconfig.json <<<'{"runtimeOptions": {"tfm": "netcoreapp3.1", "framework": {"name": "Microsoft.NETCore.App", "version": "3.1.23"}}}'
for one in x64:win_amd64:x86_64 x86:win32:i686; do
  IFS=: read -r bits platform compiler <<<"$one"
  if [ ! -e "$core/$bits/dotnet.exe" ]; then
    echo "downloading .NET Core for Windows, $bits"
    rm -rf "$core/$bits"
    mkdir -p "$core/$bits"
    .venv/bin/python -m pip download -qq --disable-pip-version-check --no-deps --require-hashes --only-binary :all: \
      --platform "$platform" --dest "$core/wheel-$bits" -r $com/dotnet-core.txt
    .venv/bin/python -m zipfile -e "$core/wheel-$bits"/*.whl "$core/unpacked-$bits"
    cp -r "$core/unpacked-$bits/dotnetcore2/bin/." "$core/$bits"
    rm -rf "$core/unpacked-$bits"
  fi
  mkdir -p "$stubs/com-$bits"
  "$compiler-w64-mingw32-gcc" -O2 -s -shared -o "$stubs/com-$bits/mscoree.dll" $com/mscoree.c $com/mscoree.def -lole32 -luuid -ladvapi32 -Wl,--kill-at,--enable-stdcall-fixup
  "$compiler-w64-mingw32-gcc" -O2 -s -municode -o "$stubs/com-$bits/outlook.exe" $com/outlook.c -lole32 -loleaut32 -luuid
done

# pytest for the payloads' own Pythons.
tests=build/windows-tests
pins=$(grep -oE '"(pytest|pytest-timeout|hypothesis)==[^"]+"' pyproject.toml | tr -d '"')
if [ "$(cat $tests/made-from 2>/dev/null)" != "$pins" ]; then
  echo "downloading pytest for Windows"
  rm -rf $tests
  for one in x64:win_amd64 x86:win32; do
    # shellcheck disable=SC2086  # the pins are words
    .venv/bin/python -m pip download -qq --disable-pip-version-check --only-binary :all: --python-version 3.13 \
      --platform "${one#*:}" --dest "$tests/wheels-${one%:*}" $pins colorama
    for wheel in "$tests/wheels-${one%:*}"/*.whl; do
      .venv/bin/python -m zipfile -e "$wheel" "$tests/${one%:*}"
    done
  done
  echo "$pins" >$tests/made-from
fi

if [ ! -e "$machine/made" ]; then
  echo "making a Debian with Wine for both bitnesses"
  command -v mmdebstrap >/dev/null || DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends mmdebstrap >/dev/null
  mirror=$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 'Codename: bookworm' | head -n 1)
  rm -rf --one-file-system "$machine"
  mkdir -p "$machine"
  mmdebstrap --quiet --mode=root --variant=apt --architectures=amd64,i386 \
    --aptopt='APT::Install-Recommends "false"' --aptopt='Acquire::Check-Valid-Until "false"' \
    --include=wine,wine64,wine32:i386,python3,msitools bookworm "$machine" "deb $mirror bookworm main"
  touch "$machine/made"
fi
# Where Debian's own files name none, Wine finds no localhost, which is a certificate's name in the tests.
grep -qs localhost "$machine/etc/hosts" || echo "127.0.0.1 localhost" >>"$machine/etc/hosts"

rm -rf --one-file-system "$machine/tmp"/* # each run leaves Windowses of 1.3 GB there when it is ended early

# In namespaces of its own: the mounts and all that was started there end with it.
unshare --mount --pid --fork --kill-child bash -euo pipefail -s -- "$machine" "$PWD" "$@" <<'INSIDE'
machine=$1 checkout=$2
shift 2
mount -t proc proc "$machine/proc"
mount --rbind /dev "$machine/dev"
mkdir -p "$machine$checkout"
mount --bind "$checkout" "$machine$checkout"
chroot "$machine" env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 NEWER_VERSION="$NEWER_VERSION" \
  PYTHONDONTWRITEBYTECODE=1 sh -c 'cd "$1" && shift && exec .venv/bin/python -m pytest -p no:cacheprovider "$@"' - \
  "$checkout" -o python_files='verify_*.py' -rP "${@:-tests/packaging/windows/}"
INSIDE
rm -rf --one-file-system "$machine/tmp"/*
echo "The packages do on Wine what they promise."
