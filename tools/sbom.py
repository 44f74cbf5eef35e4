#!/usr/bin/env python3
"""What the programs are made of: a CycloneDX 1.5 list of every library that build/nesie (or the programs named) loads,
with package, version, hash and where its licence stands, in build/sbom.json. Ends with 1 where Debian has a security
update for one.
"""
import hashlib
import json
import pathlib
import re
import subprocess
import sys

import evidence
from lint_base import ROOT


def lines(*command: str) -> list:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()


def libraries(program: pathlib.Path) -> set:
    """The files that the loader brings in, as the package system names them."""
    found = {match[1] for line in lines("ldd", str(program)) if (match := re.search(r"(/\S+) \(0x", line))}
    return {str(pathlib.Path(path).resolve()) for path in found}


def package_of(path: str) -> str:
    """name:architecture. Packages of a merged /usr may still name a file by its old place."""
    for place in (path, path.removeprefix("/usr")):
        run = subprocess.run(["dpkg", "-S", place], capture_output=True, text=True, check=False)
        if run.returncode == 0:
            return run.stdout.split(": ")[0]
    return ""


def security_updates() -> set:
    """Names of packages for which the lists of this machine know a security update."""
    moves = subprocess.run(["apt-get", "-s", "upgrade"], capture_output=True, text=True, check=False).stdout
    return {line.split()[1] for line in moves.splitlines() if line.startswith("Inst ") and "Debian-Security" in line}


def component(package: str, paths: list) -> dict:
    name, version, arch, source = lines("dpkg-query", "-W", "-f", "${Package}\n${Version}\n${Architecture}\n"
                                        "${source:Package}\n", package)[:4]
    files = [{"type": "file", "name": path, "hashes": [
        {"alg": "SHA-256", "content": hashlib.sha256(pathlib.Path(path).read_bytes()).hexdigest()}]} for path in paths]
    return {"type": "library", "name": name, "version": version, "group": source,
            "purl": f"pkg:deb/debian/{name}@{version}?arch={arch}&distro=debian-12",
            "externalReferences": [{"type": "license", "url": f"file:///usr/share/doc/{name}/copyright"}],
            "components": files}


def main() -> int:
    programs = [pathlib.Path(word) for word in sys.argv[1:]] or [ROOT / "build/nesie"]
    packages, unowned = {}, []
    for path in sorted(set().union(*map(libraries, programs))):
        owner = package_of(path)
        if owner:
            packages.setdefault(owner, []).append(path)
        else:
            unowned.append(path)
    components = [component(package, paths) for package, paths in sorted(packages.items())]
    told = {"bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
            "metadata": {"component": {"type": "application", "name": "nesie", "version": evidence.commit()}},
            "components": components}
    (ROOT / "build/sbom.json").write_text(json.dumps(told, indent=1) + "\n", "utf-8")
    updates = security_updates()
    for one in components:
        late = "  SECURITY UPDATE" if one["name"] in updates else ""
        print(f"{one['name']:28} {one['version']}{late}")
    for path in unowned:
        print(f"{path}: no package owns it")
    late = sum(one["name"] in updates for one in components)
    print(f"{len(components)} packages, {late} with security updates, {len(unowned)} files without: build/sbom.json")
    return 1 if late or unowned else 0


if __name__ == "__main__":
    sys.exit(main())
