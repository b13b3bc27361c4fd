#!/usr/bin/env python3
# Prints the outcome of a lit run (lit --output FILE) in one line, names the tests that
# did not pass, and fails when there are any, or when nothing ran at all.
import collections
import json
import sys

PASSED = {"PASS", "FLAKYPASS", "XFAIL"}
SKIPPED = {"UNSUPPORTED", "SKIPPED", "EXCLUDED"}


def main():
    with open(sys.argv[1]) as File:
        Tests = json.load(File)["tests"]
    Count = collections.Counter()
    for Test in Tests:
        if Test["code"] in PASSED:
            Count["passed"] += 1
        elif Test["code"] in SKIPPED:
            Count["skipped"] += 1
        else:
            Count["failed"] += 1
            print(f"{Test['code']}: {Test['name']}")
    print(f"{Count['passed']} passed, {Count['failed']} failed, {Count['skipped']} skipped")
    return 1 if Count["failed"] or not Count["passed"] else 0


if __name__ == "__main__":
    sys.exit(main())
