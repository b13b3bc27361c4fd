//===-- test/Fuzz/Inputs/ForkServer.cpp - Compiles many inputs in one start of Clang ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Preloaded into Clang. To start it and to parse headers costs many times what an input
// does, so all inputs share that: when Clang opens the file `fork-here`, it waits. For each
// line of standard input a child goes on from there, and a line of standard output tells how
// it ended: `exit N`, `signal N`. STET_FUZZ_SECONDS and STET_FUZZ_MEGABYTES bound each child;
// its standard error is the file STET_FUZZ_MESSAGES, written anew.
//
//===----------------------------------------------------------------------===//
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

using Open = int(const char *, int, mode_t);

Open *realOpen() {
  static auto *Real = reinterpret_cast<Open *>(dlsym(RTLD_NEXT, "open"));
  return Real;
}

rlim_t numberFrom(const char *Variable) {
  const char *Text = getenv(Variable);
  return Text ? strtoull(Text, nullptr, 10) : RLIM_INFINITY;
}

void limit(__rlimit_resource Resource, rlim_t Value) {
  rlimit Limit{Value, Value};
  setrlimit(Resource, &Limit);
}

void becomeCompilation() {
  rlim_t Seconds = numberFrom("STET_FUZZ_SECONDS");
  limit(RLIMIT_CPU, Seconds);
  limit(RLIMIT_AS, numberFrom("STET_FUZZ_MEGABYTES") << 20);
  limit(RLIMIT_CORE, 0);
  // Waiting forever is a hang, too, but a busy machine is none.
  alarm(static_cast<unsigned>(Seconds * 20));
  int Nothing = realOpen()("/dev/null", O_RDWR, 0);
  dup2(Nothing, STDIN_FILENO);
  dup2(Nothing, STDOUT_FILENO);
  close(Nothing);
  int Messages = realOpen()(getenv("STET_FUZZ_MESSAGES"), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  dup2(Messages, STDERR_FILENO);
  close(Messages);
}

/// Returns in each child.
void serve() {
  for (char Line[16]; fgets(Line, sizeof Line, stdin);) {
    pid_t Child = fork();
    if (Child == 0)
      return becomeCompilation();
    int Status = 0;
    if (Child < 0 || waitpid(Child, &Status, 0) != Child) {
      perror("fork server");
      _exit(1);
    }
    if (WIFSIGNALED(Status))
      printf("signal %d\n", WTERMSIG(Status));
    else
      printf("exit %d\n", WEXITSTATUS(Status));
    fflush(stdout);
  }
  _exit(0);
}

} // namespace

extern "C" int open(const char *Path, int Flags, ...) {
  va_list Arguments;
  va_start(Arguments, Flags);
  mode_t Mode = va_arg(Arguments, mode_t);
  va_end(Arguments);
  const char *Name = strrchr(Path, '/');
  if (Name && strcmp(Name, "/fork-here") == 0)
    serve();
  return realOpen()(Path, Flags, Mode);
}

extern "C" int open64(const char *Path, int Flags, ...) __attribute__((alias("open")));
