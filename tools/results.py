"""Results of tests: read from what a suite prints (TAP, or a last line of counts), and added up."""
import dataclasses
import re

COUNTS = re.compile(r"^(\d+) passed, (\d+) failed, (\d+) skipped$")
TAP = re.compile(r"^(not ok|ok)\b *\d* *-? *(.*?)\s*(?:# *(SKIP)\b *(.*))?$", re.IGNORECASE)
PLAN = re.compile(r"^1\.\.(\d+)")


@dataclasses.dataclass
class Result:
    """What became of one suite. `names` passed, `skips` were left out, `failures` failed."""
    suite: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0.0
    processor: float = 0.0   # seconds of it that the suite and all it waited for used
    names: list = dataclasses.field(default_factory=list)
    skips: list = dataclasses.field(default_factory=list)
    failures: list = dataclasses.field(default_factory=list)

    def counts(self) -> str:
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"

    def fail(self, why: str) -> None:
        self.failed += 1
        self.failures.append(why)


def read_tap(result: Result, lines: list) -> None:
    """Counts TAP lines into the result. A plan that was not reached is a failure: the suite died on its way."""
    planned = None
    for line in lines:
        if plan := PLAN.match(line):
            planned = (planned or 0) + int(plan[1])
        elif tap := TAP.match(line):
            if tap[3]:
                result.skipped += 1
                result.skips.append(tap[2] or tap[4])  # cmocka names the test behind the mark
            elif tap[1] == "ok":
                result.passed += 1
                result.names.append(tap[2])
            else:
                result.fail(tap[2])
    told = result.passed + result.failed + result.skipped
    if planned is not None and told < planned:
        result.fail(f"{told} of {planned} tests ran")


def read(suite: str, text: str, status: int) -> Result:
    """The result of a suite which printed `text` and ended with `status`."""
    result = Result(suite)
    lines = text.splitlines()
    last = COUNTS.match(lines[-1].strip()) if lines else None
    read_tap(result, lines)
    if last:
        result.passed, result.failed, result.skipped = (int(count) for count in last.groups())
    elif not result.passed + result.failed + result.skipped:
        result.fail("it told no results")
    if status != 0 and result.failed == 0:
        result.fail(f"it ended with status {status}")
    return result


def total(results: list) -> Result:
    """All results as one."""
    everything = Result("all")
    for result in results:
        everything.passed += result.passed
        everything.failed += result.failed
        everything.skipped += result.skipped
    return everything
