#!/usr/bin/env bash
# Gradescope runs this once, when it builds the image: installs Swift where there is none, builds the package,
# so that a submission only has to build its own exercises, and draws the hidden seed of the probes.
set -euo pipefail

version=6.3.1
root=${AUTOGRADER_ROOT:-/autograder}
export PATH="$PATH:$root/swift/usr/bin"

# The tarball of swift.org with its signature, as https://www.swift.org/install/linux/tarball/ describes.
install_swift() {
  . /etc/os-release
  case "$VERSION_ID" in
    22.04) compiler=11 ;;
    24.04) compiler=13 ;;
    *)
      echo "There is no recipe here for $PRETTY_NAME: choose an image with Ubuntu 22.04 or 24.04." >&2
      exit 1
      ;;
  esac
  export DEBIAN_FRONTEND=noninteractive
  apt-get update
  apt-get install -y --no-install-recommends binutils ca-certificates curl git gnupg libc6-dev \
    libcurl4-openssl-dev libedit2 "libgcc-$compiler-dev" libpython3-dev libsqlite3-0 \
    "libstdc++-$compiler-dev" libxml2-dev libz3-dev pkg-config tzdata unzip zlib1g-dev
  platform=ubuntu$VERSION_ID
  if [ "$(uname -m)" = aarch64 ]; then platform=$platform-aarch64; fi
  release=swift-$version-RELEASE
  url=https://download.swift.org/swift-$version-release/${platform//./}/$release/$release-$platform.tar.gz
  work=$(mktemp -d)
  curl -fsSL "$url" -o "$work/swift.tar.gz"
  curl -fsSL "$url.sig" -o "$work/swift.tar.gz.sig"
  curl -fsSL https://www.swift.org/keys/all-keys.asc | gpg --batch --import -
  gpg --batch --verify "$work/swift.tar.gz.sig" "$work/swift.tar.gz"
  mkdir -p "$root/swift"
  tar -xzf "$work/swift.tar.gz" -C "$root/swift" --strip-components=1
  rm -rf "$work"
}

command -v swift >/dev/null || install_swift
swift --version
cd "$root/source/GradSchool"
# Builds the program; the program builds the graders in a folder of its own, draws the hidden seed of this
# assignment (.gradschool/seed), and grades the solutions with it: all of them must pass.
log=$(mktemp)
for attempt in 1 2 3; do
  rm -f .gradschool/seed
  cp -R .gradschool/stubs/. Exercises/
  if swift run gradschool grade --all --submission Solutions >"$log" 2>&1; then break; fi
  if [ "$attempt" = 3 ]; then
    cat "$log" >&2
    echo "The solutions do not pass with three seeds: run gradschool verify." >&2
    exit 1
  fi
done
cp -R .gradschool/stubs/. Exercises/
rm -rf "$log" .gradschool/verdicts .gradschool/logs .gradschool/output
