"""A Clang that has been started, has read its headers, and compiles inputs one by one."""

import os
import shlex
import subprocess

from fuzzer.tokens import write_tokens

SECONDS, MEGABYTES = 20, 4096


class Verdict:
    """How a compilation ended: `exit N` or `signal N`."""

    def __init__(self, text):
        how, number = text.split()
        self.is_accepted = text == "exit 0"
        # With 1 Clang ends after errors.
        self.is_crash = how == "signal" or int(number) > 1
        # SIGKILL, SIGALRM, SIGXCPU.
        self.text = "hang" if how == "signal" and number in ("9", "14", "24") else text


class ForkServer:
    """In a folder of its own: `main` includes the headers, `fork-here`, and `input`."""

    def __init__(self, library, folder, command, headers, suffix):
        os.makedirs(folder)
        self.input, self.messages = os.path.join(folder, "input"), os.path.join(folder, "messages")
        source = os.path.join(folder, "main" + suffix)
        includes = [*headers, os.path.join(folder, "fork-here"), self.input]
        write(source, "".join(f'#include "{header}"\n' for header in includes))
        write(os.path.join(folder, "fork-here"), "")
        # Debian's Clang does not look at its own code any more; we do.
        shown = shlex.split(call([*command, source, "-o", "/dev/null", "-###"]).splitlines()[-1])
        arguments = [a for a in shown if a != "-disable-llvm-verifier"]
        environment = dict(os.environ, LD_PRELOAD=library, LLVM_DISABLE_SYMBOLIZATION="1",
                           STET_FUZZ_MESSAGES=self.messages, STET_FUZZ_SECONDS=str(SECONDS),
                           STET_FUZZ_MEGABYTES=str(MEGABYTES))
        self.process = subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment)

    def compile(self, tokens):
        write(self.input, write_tokens(tokens))
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        reply = self.process.stdout.readline()
        if not reply:
            raise RuntimeError("the compiler ended before it read an input")
        return Verdict(reply.strip())

    def last_messages(self, count):
        with open(self.messages, encoding="utf-8", errors="replace") as messages:
            return [line.rstrip() for line in messages][-count:]

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def write(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def call(command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}\n{done.stdout[-3000:]}")
    return done.stdout
