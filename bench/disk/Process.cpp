//===-- bench/disk/Process.cpp - A contender in a process of its own ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Process.h"
#include "SystemError.h"

#include <csignal>
#include <cstdio>
#include <exception>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

using namespace bench::disk;

namespace {

template <class Message> bool sendMessage(int Socket, const Message &M) {
  return send(Socket, &M, sizeof(M), MSG_NOSIGNAL) == ssize_t(sizeof(M));
}
template <class Message> bool receiveMessage(int Socket, Message &M) {
  return recv(Socket, &M, sizeof(M), 0) == ssize_t(sizeof(M));
}

/// The child, until its requests end.
int serve(const Entry &Of, const std::string &Folder, int Socket) {
  try {
    std::unique_ptr<Contender> Store = Of.Open(Folder);
    TurnRunner Turns(*Store);
    Store->warmUp();
    sendMessage(Socket, Turn());
    for (Request R; receiveMessage(Socket, R);)
      sendMessage(Socket, Turns.run(R));
    return 0;
  } catch (const std::exception &Error) {
    std::fprintf(stderr, "bench: %s\n", Error.what());
    return 1;
  }
}

} // namespace

Process::Process(const Entry &Of, const std::string &Folder) : Of(&Of) {
  int Ends[2];
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, Ends) != 0)
    throwErrno("socketpair");
  std::fflush(nullptr);
  Child = fork();
  if (Child < 0)
    throwErrno("fork");
  if (Child == 0) {
    signal(SIGINT, SIG_DFL);
    signal(SIGTERM, SIG_DFL);
    close(Ends[0]);
    _exit(serve(Of, Folder, Ends[1]));
  }
  close(Ends[1]);
  Socket = Ends[0];
  try {
    receive();
  } catch (...) {
    end();
    throw;
  }
}

Process::Process(Process &&Other) noexcept
    : Of(Other.Of), Child(std::exchange(Other.Child, -1)), Socket(std::exchange(Other.Socket, -1)) {
}

Process::~Process() {
  if (Child >= 0)
    end();
}

void Process::end() {
  // Later children have copies of this end; closing it would not reach the child.
  shutdown(Socket, SHUT_RDWR);
  close(Socket);
  waitpid(Child, nullptr, 0);
}

Turn Process::run(const Request &R) {
  if (!sendMessage(Socket, R))
    throw std::runtime_error(Of->Label + " has ended");
  return receive();
}

Turn Process::receive() {
  Turn Result;
  if (!receiveMessage(Socket, Result))
    throw std::runtime_error(Of->Label + " has ended");
  return Result;
}
