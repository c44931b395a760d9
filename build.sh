#!/usr/bin/env bash
# Everything that is done to this repository from a shell. ./build.sh help lists the verbs.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
out="$root/out"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 MSBUILDDISABLENODEREUSE=1
export DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false

# What linking the binary needs beyond the SDK, and what testing and measuring it needs beyond that. redis-tools holds
# the whole of Debian's Redis: its redis-server is one of several names of one program. The package redis-server adds
# only that name and a service, and a test must not leave a service behind.
packages_publish=(gcc libc6-dev libssl3)
packages_test=(redis-tools util-linux locales python3-prometheus-client)

say() { printf '\n== %s\n' "$*"; }
die() { printf 'build.sh: %s\n' "$*" >&2; exit 1; }

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"
    elif command -v sudo >/dev/null; then sudo "$@"
    else die "this needs root, and there is no sudo: $*"
    fi
}

# Installs the Debian packages among its arguments that are missing; asks the network for nothing when none is.
need_packages() {
    command -v dpkg >/dev/null || return 0
    local missing=() name
    for name in "$@"; do
        dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null | grep -qx installed || missing+=("$name")
    done
    [ ${#missing[@]} = 0 ] && return 0
    say "Installing ${missing[*]}"
    as_root apt-get update -qq
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
}

need_sdk() {
    command -v dotnet >/dev/null || die "the .NET 10 SDK is missing: https://dotnet.microsoft.com/download/dotnet/10.0"
    dotnet --list-sdks | grep -q '^10\.' || die "dotnet is there, but its SDK 10 is not."
}

# Runs a build command and shows its output only where it fails: what a compiler server left running keeps open is a
# file then, not the pipe of whoever called us.
quietly() {
    local log="$out/logs/$1.log"; shift
    mkdir -p "$out/logs"
    "$@" >"$log" 2>&1 </dev/null || { local code=$?; cat "$log"; printf 'build.sh: failed: %s\n' "$*"; return $code; }
}

runtime_identifier() {
    case "$(uname -m)" in
        x86_64) echo linux-x64 ;;
        aarch64) echo linux-arm64 ;;
        *) die "no runtime for $(uname -m)" ;;
    esac
}

publish() {
    need_sdk
    need_packages "${packages_publish[@]}"
    say "Publishing out/aotkv-server"
    # What an interrupted run left half written looks newer than its sources to the build: make it anew.
    local unfinished="$out/publish.unfinished"
    mkdir -p "$out"
    if [ -e "$unfinished" ]; then
        rm -rf "$root/src/AotKv.Server/bin/Release" "$root/src/AotKv.Server/obj/Release"
    fi
    touch "$unfinished"
    quietly publish dotnet publish "$root/src/AotKv.Server" -c Release -r "$(runtime_identifier)" \
        -o "$out/publish" -v q --nologo
    # A new file under the old name: a server that still runs the old one is not disturbed.
    cp "$out/publish/aotkv-server" "$out/aotkv-server.new"
    mv -f "$out/aotkv-server.new" "$out/aotkv-server"
    rm -f "$unfinished"
    ln -sfn aotkv-server "$out/valkey-server"
    ln -sfn aotkv-server "$out/redis-server"
}

# The real Redis that tests compare with, under the one name by which it acts as a server.
oracle() {
    need_packages "${packages_test[@]}"
    mkdir -p "$out/oracle"
    ln -sfn "$(command -v redis-check-rdb)" "$out/oracle/redis-server"
    export AOTKV_ORACLE="$out/oracle/redis-server"
}

# One test executable with a time limit: test_one NAME EXECUTABLE SECONDS. Its output goes to out/tests/NAME.log.
test_one() {
    local name="$1" executable="$2" seconds="$3" code=0 log="$out/tests/$1.log" start=$SECONDS
    timeout --kill-after=10 "$seconds" "$executable" -noColor -noLogo >"$log" 2>&1 </dev/null || code=$?
    printf '%s\n' "$code" >"$out/tests/$name.code"
    printf '  %-44s %4ss  %s\n' "$name" $((SECONDS - start)) \
        "$(sed -n 's/.*\(Total: .*Skipped: [0-9]*\).*/\1/p' "$log" | tail -1)$(test $code = 0 || echo "  (exit $code)")"
}

# Sums up out/tests/*.log, names what failed, and ends with the line 'N passed, N failed'.
sum_up() {
    local passed=0 failed=0 skipped=0 log name code line total bad skip
    for log in "$out"/tests/*.log; do
        name="$(basename "$log" .log)"; code="$(cat "$out/tests/$name.code" 2>/dev/null || echo 1)"
        line="$(grep -E 'Total: [0-9]+, Errors: ' "$log" | tail -1 || true)"
        total=0; bad=0; skip=0
        if [[ "$line" =~ Total:\ ([0-9]+),\ Errors:\ ([0-9]+),\ Failed:\ ([0-9]+),\ Skipped:\ ([0-9]+) ]]; then
            total=${BASH_REMATCH[1]}; bad=$((BASH_REMATCH[2] + BASH_REMATCH[3])); skip=${BASH_REMATCH[4]}
        fi
        passed=$((passed + total - bad - skip))
        if [ "$code" != 0 ] && [ "$bad" = 0 ]; then bad=1; fi
        failed=$((failed + bad)); skipped=$((skipped + skip))
        if [ "$bad" != 0 ]; then
            say "$name failed (exit $code; 124 is the time limit)"
            if [ "$(wc -l <"$log")" -gt 400 ]; then head -300 "$log"; echo ...; tail -100 "$log"; else cat "$log"; fi
        fi
    done
    if [ "$failed" != 0 ]; then
        say "Failing tests (AOTKV_SEED=$AOTKV_SEED replays the random ones)"
        for log in "$out"/tests/*.log; do
            grep -hE '\[FAIL\]' "$log" | sed "s|^ *|$(basename "$log" .log): |" || true
        done
    fi
    [ $((passed + failed)) != 0 ] || { failed=1; echo "No test ran."; }
    printf '\n%d passed, %d failed' "$passed" "$failed"
    if [ "$skipped" != 0 ]; then printf ', %d skipped' "$skipped"; fi
    printf '\n'
    [ "$failed" = 0 ]
}

test_all() {
    export AOTKV_SEED="${AOTKV_SEED:-$((RANDOM * 32768 + RANDOM))}"
    printf 'AOTKV_SEED=%s\n' "$AOTKV_SEED"
    need_sdk
    need_packages "${packages_publish[@]}" "${packages_test[@]}"
    oracle
    publish
    export AOTKV_BINARY="${AOTKV_BINARY:-$out/aotkv-server}"

    say "Building the tests"
    quietly restore dotnet restore "$root/AotKv.sln" -v q --nologo
    quietly build dotnet build "$root/AotKv.sln" -c Release --no-restore -v q --nologo
    # The owners of raw memory are tested a second time with fence pages and generations in handles.
    local guarded=()
    if grep -rqs 'Guarded' "$root/src/AotKv.Memory/AotKv.Memory.csproj" "$root/src/Directory.Build.props"; then
        for name in AotKv.Memory.Tests AotKv.Values.Tests; do
            [ -d "$root/tests/$name" ] || continue
            quietly "guarded-$name" dotnet build "$root/tests/$name" -c Release -p:Guarded=true \
                --artifacts-path "$out/guarded" -v q --nologo
            guarded+=("$name")
        done
    fi

    say "Running the tests"
    rm -rf "$out/tests"; mkdir -p "$out/tests"
    local project name executable alone=() together=()
    for project in "$root"/tests/*/*.Tests.csproj; do
        name="$(basename "$project" .csproj)"
        executable="$(dirname "$project")/bin/Release/net10.0/$name"
        # Whoever starts servers and measures their answers has the machine to itself.
        if grep -q 'AotKv.Loopback.csproj' "$project"; then alone+=("$name $executable 400")
        else together+=("$name $executable 240")
        fi
    done
    for name in "${guarded[@]}"; do
        executable="$(find "$out/guarded/bin/$name" -maxdepth 2 -type f -name "$name" -perm -u+x | head -1)"
        together+=("$name.guarded $executable 300")
    done
    export -f test_one; export out
    [ ${#together[@]} = 0 ] || printf '%s\n' "${together[@]}" | xargs -P "$(nproc)" -L 1 bash -c 'test_one "$@"' _
    [ ${#alone[@]} = 0 ] || printf '%s\n' "${alone[@]}" | xargs -P 1 -L 1 bash -c 'test_one "$@"' _
    sum_up
}

# A Debian package of the published binary, built by any user: out/aotkv_VERSION_ARCHITECTURE.deb.
package() {
    publish
    pack "$(sed -n 's|.*<Version>\(.*\)</Version>.*|\1|p' "$root/src/Directory.Build.props")"
}

# Packs what is published as a version: pack VERSION [NOTE]. A note is written into the files of configuration: it
# makes a version whose files are others, for the test of an upgrade.
pack() {
    local version="$1" note="${2:-}" architecture libc tree="$out/package" deb
    architecture="$(dpkg --print-architecture)"
    libc="$(grep -aoE 'GLIBC_2\.[0-9]+' "$out/aotkv-server" | sort -uV | tail -1)"
    deb="$out/aotkv_${version}_$architecture.deb"
    say "Packing $deb"
    rm -rf "$tree"
    mkdir -p "$tree/DEBIAN" "$tree/usr/share/doc/aotkv" "$tree/usr/share/man/man1"
    install -D -m 755 "$out/aotkv-server" "$tree/usr/bin/aotkv-server"
    ln -s aotkv-server "$tree/usr/bin/valkey-server"
    install -D -m 644 "$root/packaging/valkey-server.service" "$tree/lib/systemd/system/valkey-server.service"
    install -D -m 644 "$root/packaging/valkey.logrotate" "$tree/etc/logrotate.d/valkey-server"
    mkdir -p "$tree/etc/valkey"
    sed -e 's|^dir \./$|dir /var/lib/valkey|' -e 's|^logfile ""$|logfile /var/log/valkey/valkey-server.log|' \
        "$root/valkey.conf" >"$tree/etc/valkey/valkey.conf"
    if [ -n "$note" ]; then
        printf '# %s\n' "$note" | tee -a "$tree/etc/valkey/valkey.conf" >>"$tree/etc/logrotate.d/valkey-server"
    fi
    gzip -9nc "$root/valkey.conf" >"$tree/usr/share/doc/aotkv/valkey.conf.gz"
    gzip -9nc "$root/packaging/valkey-server.1" >"$tree/usr/share/man/man1/valkey-server.1.gz"
    ln -s valkey-server.1.gz "$tree/usr/share/man/man1/aotkv-server.1.gz"
    cat "$root/LICENSE" "$root/THIRD-PARTY-NOTICES" >"$tree/usr/share/doc/aotkv/copyright"
    install -m 755 "$root"/packaging/debian/{postinst,prerm,postrm} "$tree/DEBIAN"
    install -m 644 "$root/packaging/debian/conffiles" "$tree/DEBIAN"
    sed -e "s|@VERSION@|$version|" -e "s|@ARCHITECTURE@|$architecture|" -e "s|@LIBC@|${libc#GLIBC_}|" \
        -e "s|@SIZE@|$(du -sk "$tree" | cut -f1)|" "$root/packaging/debian/control" >"$tree/DEBIAN/control"
    chmod -R u=rwX,go=rX "$tree"
    dpkg-deb --root-owner-group --build "$tree" "$deb" >/dev/null
    rm -rf "$tree"
    printf '%s\n' "$deb"
}

# Installs, starts, upgrades and purges the package in a root folder of its own; needs root, and minutes.
package_test() {
    need_packages debootstrap
    package
    local new; new="$(ls -t "$out"/aotkv_*.deb | head -1)"
    pack 0.0.1 "as in version 0.0.1"
    local old; old="$(ls -t "$out"/aotkv_0.0.1_*.deb | head -1)"
    "$root/packaging/test-in-chroot" "$old" "$new"
    rm -f "$old"
}

# Node's two usual clients at one shard and at four: needs npm's registry, so it is not part of test.
clients_test() {
    command -v npm >/dev/null || need_packages nodejs npm
    [ -x "$out/aotkv-server" ] || publish
    mkdir -p "$out/clients"
    cp "$root"/tests/clients/* "$out/clients"
    quietly npm npm --prefix "$out/clients" install --no-audit --no-fund --silent
    local shards client server port=7399
    for shards in 1 4; do
        "${AOTKV_BINARY:-$out/aotkv-server}" --port $port --bind 127.0.0.1 --save "" --io-threads $shards \
            --logfile "$out/clients/server.log" &
        server=$!
        until (exec 3<>/dev/tcp/127.0.0.1/$port) 2>/dev/null; do kill -0 $server; sleep 0.1; done
        for client in ioredis node-redis; do
            timeout 60 node "$out/clients/$client.js" $port || { kill $server; die "$client failed at $shards shards"; }
        done
        kill $server; wait $server || true
    done
}

bench() {
    need_packages "${packages_publish[@]}" "${packages_test[@]}"
    publish
    oracle
    say "Building the bench"
    local name
    for name in Bench Bench.Echo; do
        quietly "publish-$name" dotnet publish "$root/bench/AotKv.$name" -c Release -r "$(runtime_identifier)" \
            -o "$out/measuring" -v q --nologo
    done
    exec "$out/measuring/aotkv-bench" --ours "$out/aotkv-server" --echo "$out/measuring/aotkv-echo" \
        --root "$root" "$@"
}

run() {
    publish
    say "Serving, on 6379 unless told otherwise"
    if [ -f "$root/valkey.conf" ]; then exec "$out/valkey-server" "$root/valkey.conf" "$@"; fi
    exec "$out/valkey-server" "$@"
}

help() {
    cat <<'HELP'
./build.sh run [ARGUMENTS]      install what is missing, publish, serve on 6379 with valkey.conf; arguments go on to
                                the server: ./build.sh run --port 7000 --io-threads 2
./build.sh publish              leave the Native AOT binary at out/aotkv-server (also as valkey-server, redis-server)
./build.sh test                 all set-up, all tests; ends with 'N passed, N failed'. AOTKV_SEED=N replays a run,
                                AOTKV_BINARY=PATH points the socket tests at another server
./build.sh bench --peer PATH [--quick] [--only PART,...] [--rounds N]
                                measure against another server's binary, side by side, as a whole or by part:
                                bench/README.md
./build.sh package              leave a Debian package at out/aotkv_VERSION_ARCHITECTURE.deb
./build.sh package-test         install, start, upgrade and purge it in a chroot made for that (needs root, not in CI)
./build.sh clients-test         ordinary work by ioredis and node-redis (needs npm's registry, not in CI)
./build.sh clean                remove out/ and every bin/ and obj/
HELP
}

case "${1:-help}" in
    run) shift; run "$@" ;;
    publish) publish ;;
    test) test_all ;;
    bench) shift; bench "$@" ;;
    package) package ;;
    clients-test) clients_test ;;
    package-test) package_test ;;
    clean)
        rm -rf "$out"
        find "$root/src" "$root/tests" "$root/bench" -type d \( -name bin -o -name obj \) -prune -exec rm -rf {} + ;;
    help|-h|--help) help ;;
    *) help >&2; die "no such verb: $1" ;;
esac
