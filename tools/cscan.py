"""A small reader of our C: text without comments and literals, and the functions of a file. It relies on the style of
the tree (the braces of a function stand alone in column 1), which `./dev fmt` keeps."""
import dataclasses
import re

TOKEN = re.compile(r"""//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|(?<![0-9A-Za-z])'(?:\\.|[^'\\\n])+'""", re.DOTALL)
CONTROL = re.compile(r"\b(?:if|while|for|switch|do|else)\b")
DIRECTIVE = re.compile(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", re.MULTILINE)


def blank(match: re.Match) -> str:
    """The same room, empty: lines and columns stay. A literal keeps its quotes."""
    text = match[0]
    room = re.sub(r"[^\n]", " ", text)
    return room if text[0] == "/" else text[0] + room[1:-1] + text[-1]


def bare(text: str) -> str:
    """C without comments and without what stands in literals; every line and column as it was."""
    return TOKEN.sub(blank, text)


def without_directives(text: str) -> str:
    """Bare C without preprocessor lines, their continuations among them."""
    return DIRECTIVE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


@dataclasses.dataclass
class Function:
    name: str
    line: int        # of its signature, from 1
    lines: int       # signature to closing brace
    parameters: int
    nesting: int     # of control blocks within each other
    head: str
    body: str


def matching(text: str, at: int) -> int:
    """The place of the bracket that closes the one at `at`, or the end."""
    closer = {"(": ")", "{": "}", "[": "]"}[text[at]]
    depth = 0
    for place in range(at, len(text)):
        if text[place] == text[at]:
            depth += 1
        elif text[place] == closer:
            depth -= 1
            if depth == 0:
                return place
    return len(text)


def count_parameters(head: str) -> int:
    """Parameters of a signature: commas of its outer brackets. A registration like NES_TEST has none."""
    open_at = head.find("(")
    inner = head[open_at + 1:matching(head, open_at)]
    if head.startswith("NES_") or inner.strip() in ("", "void"):
        return 0
    depth = commas = 0
    for letter in inner:
        depth += (letter in "([{") - (letter in ")]}")
        commas += letter == "," and depth == 0
    return commas + 1


def control_opens(body: str, at: int) -> bool:
    """Whether the brace at `at` opens the block of an if, for, while, switch, do or else."""
    before = body[:at].rstrip()
    if not before.endswith(")"):
        return re.search(r"\b(?:else|do)$", before) is not None
    depth = 0
    for place in range(len(before) - 1, -1, -1):
        depth += (before[place] == ")") - (before[place] == "(")
        if depth == 0:
            return re.search(r"\b(?:if|for|while|switch)\s*$", before[:place]) is not None
    return False


def deepest(body: str) -> int:
    """How many control blocks stand in each other at most."""
    stack, most = [], 0
    for at, letter in enumerate(body):
        if letter == "{":
            stack.append(at > 0 and control_opens(body, at))
            most = max(most, sum(stack))
        elif letter == "}" and stack:
            stack.pop()
    return most


def functions(text: str) -> list:
    """The functions defined in a file, in order."""
    lines = without_directives(bare(text)).split("\n")
    found, start = [], None
    for number, line in enumerate(lines):
        if line == "{" and number > 0 and ")" in lines[number - 1]:
            start = number
        elif line.startswith("}") and start is not None:
            first = start - 1
            while first > 0 and lines[first - 1].strip() and not lines[first - 1].rstrip().endswith((";", "}")):
                first -= 1
            head = "\n".join(lines[first:start])
            name = re.search(r"(\w+)\s*\(", head)
            body = "\n".join(lines[start:number + 1])
            found.append(Function(name[1] if name else "?", first + 1, number - first + 1, count_parameters(head),
                                  deepest(body), head, body))
            start = None
    return found
