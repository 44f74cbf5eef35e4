#!/usr/bin/env python3
"""What the programs are made of: a CycloneDX 1.5 list of every library that build/nesie (or the programs named) loads
and of every package that the pages carry, with version, hash, licence and what each stands on, in build/sbom.json. Ends
with 1 where Debian has a security update for one, npm knows a vulnerability of one, or npm could not be asked.
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


def late_of(moves: str) -> set:
    """Names of the packages in what `apt-get -s upgrade` says for which there is a security update."""
    return {line.split()[1] for line in moves.splitlines() if line.startswith("Inst ") and "Debian-Security" in line}


def security_updates() -> set:
    """Names of packages for which the lists of this machine know a security update."""
    run = subprocess.run(["apt-get", "-s", "upgrade"], capture_output=True, text=True, check=False)
    return late_of(run.stdout)


def audited(answer: str) -> set | None:
    """Names of the packages with a known vulnerability in what `npm audit --json` says; None: it says nothing."""
    try:
        return set(json.loads(answer)["vulnerabilities"])
    except (ValueError, KeyError):
        return None


def web_vulnerabilities() -> set | None:
    run = subprocess.run(["npm", "audit", "--omit=dev", "--package-lock-only", "--json"], cwd=ROOT / "web",
                         capture_output=True, text=True, check=False)
    return audited(run.stdout)


def component(package: str, paths: list) -> dict:
    name, version, arch, source = lines("dpkg-query", "-W", "-f", "${Package}\n${Version}\n${Architecture}\n"
                                        "${source:Package}\n", package)[:4]
    files = [{"type": "file", "name": path, "hashes": [
        {"alg": "SHA-256", "content": hashlib.sha256(pathlib.Path(path).read_bytes()).hexdigest()}]} for path in paths]
    purl = f"pkg:deb/debian/{name}@{version}?arch={arch}&distro=debian-12"
    return {"type": "library", "bom-ref": purl, "name": name, "version": version, "group": source, "purl": purl,
            "externalReferences": [{"type": "license", "url": f"file:///usr/share/doc/{name}/copyright"}],
            "components": files}


def needed(path: str) -> set:
    """The names of the libraries that one asks for."""
    return {match[1] for line in lines("objdump", "-p", path) if (match := re.match(r"\s+NEEDED\s+(\S+)", line))}


def dependencies(packages: dict, refs: dict) -> list:
    """Which component stands on which others."""
    owner = {pathlib.Path(path).name: package for package, paths in packages.items() for path in paths}
    for path in list(owner):  # libz.so.1.2.13 is asked for as libz.so.1
        owner[re.sub(r"(\.so\.\d+).*", r"\1", path)] = owner[path]
    told = []
    for package, paths in packages.items():
        on = {owner[name] for path in paths for name in needed(path) if name in owner} - {package}
        told.append({"ref": refs[package], "dependsOn": sorted(refs[one] for one in on)})
    return told


def pages() -> tuple:
    """What the pages carry: packages of the lock file that are not for building, and what each asks for."""
    lock = json.loads((ROOT / "web/package-lock.json").read_text("utf-8"))["packages"]
    rows = {path.rpartition("node_modules/")[2]: row for path, row in lock.items()
            if "node_modules/" in path and not row.get("dev") and not row.get("link")}
    refs = {name: f"pkg:npm/{name}@{row['version']}" for name, row in rows.items()}
    components = [{"type": "library", "bom-ref": refs[name], "name": name, "version": row["version"],
                   "purl": refs[name]} for name, row in sorted(rows.items())]
    leans = [{"ref": refs[name], "dependsOn": sorted(refs[on] for on in row.get("dependencies", {}) if on in refs)}
             for name, row in sorted(rows.items())]
    return components, leans


def describe(programs: list) -> dict:
    """The whole as CycloneDX."""
    packages, unowned = {}, []
    for path in sorted(set().union(*map(libraries, programs))):
        owner = package_of(path)
        if owner:
            packages.setdefault(owner, []).append(path)
        else:
            unowned.append(path)
    components = {package: component(package, paths) for package, paths in sorted(packages.items())}
    of_pages, leans = pages()
    refs = {package: one["bom-ref"] for package, one in components.items()}
    return {"bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
            "metadata": {"component": {"type": "application", "name": "nesie", "version": evidence.commit()},
                         "properties": [{"name": "unowned", "value": path} for path in unowned]},
            "components": [*components.values(), *of_pages],
            "dependencies": [*dependencies(packages, refs), *leans]}


def main() -> int:
    programs = [pathlib.Path(word) for word in sys.argv[1:]] or [ROOT / "build/nesie"]
    told = describe(programs)
    (ROOT / "build/sbom.json").write_text(json.dumps(told, indent=1) + "\n", "utf-8")
    web, updates = web_vulnerabilities(), security_updates()
    late = [one for one in told["components"] if one["name"] in updates | (web or set())]
    for one in told["components"]:
        print(f"{one['name']:28} {one['version']}{'  KNOWN VULNERABILITY' if one in late else ''}")
    unowned = [row["value"] for row in told["metadata"]["properties"]]
    for path in unowned:
        print(f"{path}: no package owns it")
    if web is None:
        print("npm audit says nothing: the packages of the pages were not looked at")
    print(f"{len(told['components'])} components, {len(late)} with known vulnerabilities, {len(unowned)} files without "
          "a package: build/sbom.json")
    return 1 if late or unowned or web is None else 0


if __name__ == "__main__":
    sys.exit(main())
