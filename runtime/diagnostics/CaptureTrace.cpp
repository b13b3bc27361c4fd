//===-- runtime/diagnostics/CaptureTrace.cpp - What a working copy captured, in order ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifdef STET_CRASH_POINTS

#include "CaptureTrace.h"

#include "Error.h"

#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <mutex>
#include <unistd.h>
#include <vector>

using namespace stet;

namespace {

/// The trace's file, never destroyed: threads may go on capturing at exit.
class Trace {
public:
  /// nullptr when no trace is wanted.
  static Trace *ifWanted() {
    static Trace *TheTrace = open();
    return TheTrace;
  }

  void append(TraceEvent Event, const void *Bytes) {
    if (getpid() != Process)
      return;
    std::lock_guard<std::mutex> Guard(Mutex);
    Event.Thread = threadNumber();
    put(&Event, sizeof(Event));
    if (Event.Size)
      put(Bytes, Event.Size);
    if (Buffer.size() >= BufferBytes || Exiting)
      writeOut();
  }

  void flush() {
    if (getpid() != Process)
      return;
    std::lock_guard<std::mutex> Guard(Mutex);
    writeOut();
  }

private:
  static constexpr size_t BufferBytes = 4 << 20;

  static Trace *open() {
    const char *Path = getenv("STET_CAPTURE_TRACE");
    if (!Path)
      return nullptr;
    auto *New = new Trace;
    New->File = ::open(Path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (New->File < 0)
      fatalUserError("STET_CAPTURE_TRACE: '%s' can't be written: %s", Path, strerror(errno));
    New->Buffer.reserve(BufferBytes * 2);
    atexit([] {
      // The program's pool may be closed later, so what follows is not buffered.
      Trace &T = *ifWanted();
      if (getpid() != T.Process)
        return;
      std::lock_guard<std::mutex> Guard(T.Mutex);
      T.Exiting = true;
      T.writeOut();
    });
    return New;
  }

  static uint32_t threadNumber() {
    static std::atomic<uint32_t> Last{0};
    thread_local uint32_t Mine = ++Last;
    return Mine;
  }

  void put(const void *Bytes, size_t Size) {
    auto *First = static_cast<const char *>(Bytes);
    Buffer.insert(Buffer.end(), First, First + Size);
  }

  void writeOut() {
    for (size_t Done = 0; Done < Buffer.size();) {
      ssize_t Count = write(File, Buffer.data() + Done, Buffer.size() - Done);
      if (Count <= 0)
        fatal("the capture trace can't be written: %s", strerror(errno));
      Done += size_t(Count);
    }
    Buffer.clear();
  }

  std::mutex Mutex;
  std::vector<char> Buffer;
  int File = -1;
  pid_t Process = getpid(); ///< a forked child traces nothing
  bool Exiting = false;
};

void append(TraceEvent::KindType Kind, uint64_t First = 0, uint64_t Second = 0,
            const void *Bytes = nullptr, uint64_t Size = 0) {
  if (Trace *T = Trace::ifWanted())
    T->append({Kind, 0, {First, Second}, Size}, Bytes);
}

} // namespace

void stet::traceCapture(uint64_t Offset, const void *Bytes, size_t Size) {
  append(TraceEvent::Capture, Offset, 0, Bytes, Size);
}
void stet::traceDrain() { append(TraceEvent::Drain); }
void stet::traceCommit() { append(TraceEvent::Commit); }
void stet::traceCut(uint64_t Sequence) { append(TraceEvent::Cut, Sequence); }
void stet::traceWriteOut() {
  if (Trace *T = Trace::ifWanted())
    T->flush();
}

extern "C" [[gnu::visibility("default")]] void stet_test_note(uint64_t First, uint64_t Second) {
  append(TraceEvent::Note, First, Second);
}

#endif // STET_CRASH_POINTS
