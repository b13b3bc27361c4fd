"""Runs a program, kills it with SIGKILL in the middle, and says how far it got."""
import signal
import subprocess
import threading
import time


def kill_after_seconds(Command, Seconds):
    """Starts the command and kills it after that time, unless it has ended by then."""
    Process = subprocess.Popen(Command, stdout=subprocess.DEVNULL)
    time.sleep(Seconds)
    Process.kill()
    return Process.wait()


def kill_after_answers(Command, Lines, Enough):
    """Feeds lines to a program that answers each by one line; kills it once it has given
    `Enough` answers (it goes on meanwhile, so more may come). Returns all answers."""
    Process = subprocess.Popen(
        Command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )

    def feed():
        try:
            for Line in Lines:
                Process.stdin.write(Line + "\n")
            Process.stdin.flush()
        except BrokenPipeError:
            pass  # it has been killed

    Feeder = threading.Thread(target=feed)
    Feeder.start()
    Answers = []
    for Answer in Process.stdout:
        Answers.append(Answer)
        if len(Answers) == Enough:
            Process.kill()
    Feeder.join()
    if Process.wait() != -signal.SIGKILL:
        raise SystemExit(f"{Command}: ended by itself with {Process.returncode}")
    # The last line may be cut in the middle: then it was no answer yet.
    return [A for A in Answers if A.endswith("\n")]


def output(Command, Lines=()):
    """What the command prints when it is left alone, as a list of lines."""
    Text = "".join(Line + "\n" for Line in Lines)
    return subprocess.run(
        Command, input=Text, stdout=subprocess.PIPE, text=True, check=True
    ).stdout.splitlines()
