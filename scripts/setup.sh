#!/usr/bin/env bash
# Installs what the build, the demo and the tests need on Debian 12: Debian packages
# (with sudo where it is not root) and a virtual environment in .venv.  Does nothing
# when all of it is there already.
set -euo pipefail
cd "$(dirname "$0")/.."

packages=(
  mono-devel mono-xbuild            # compiler, framework, the csproj's builder
  libgdiplus xvfb xauth x11-xkb-utils xdotool openbox imagemagick   # a screen for the windows
  fontconfig fonts-open-sans fonts-dejavu-core
  python3 python3-venv libpython3.11   # the interpreter the shim starts
  chromium                          # pictures of the CRM's calendar page
)
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

wanted=$(sha256sum pyproject.toml | cut -d' ' -f1)
if [ "$(cat .venv/.made-from 2>/dev/null)" != "$wanted" ]; then
  echo "making .venv (a minute or two)"
  [ -x .venv/bin/python ] || /usr/bin/python3 -m venv .venv
  .venv/bin/python -m pip install -qq --disable-pip-version-check -e '.[host,server,test,lint]'
  echo "$wanted" >.venv/.made-from
fi
