// Checked mode names the function that has stored: also where that is inline assembly; and
// when the C library has, or another one, who called it, in the program. The same in programs
// with sanitizers, which bring a memcpy of their own.
// RUN: rm -rf %t && mkdir %t
// RUN: %clang_plain -O1 -c %S/Inputs/plain.c -o %t/plain.o
// RUN: %clang_plain -O1 -shared -fPIC -DLIBRARY %S/Inputs/plain.c -o %t/libplain.so
// RUN: %clangxx_stet -O1 %s %t/plain.o -L%t -Wl,-rpath,%t -lplain %link_stet -o %t/program
// RUN: %python %S/Inputs/expect.py %t/program %s
// RUN: %clangxx_stet -O1 -fsanitize=address,undefined %s %t/plain.o -L%t -Wl,-rpath,%t -lplain %link_stet \
// RUN:   -o %t/sanitized
// RUN: %python %S/Inputs/expect.py %t/sanitized %s
// RUN: %clangxx_stet -O1 -fsanitize=thread %s %t/plain.o -L%t -Wl,-rpath,%t -lplain %link_stet \
// RUN:   -o %t/threads
// RUN: env TSAN_OPTIONS=report_signal_unsafe=0 %python %S/Inputs/expect.py %t/threads %s
#include "Inputs/planted.h"

extern "C" [[stet::transaction_pure]] void copy_in_library(void *To, const void *From, long Size);
[[persistent]] long Table[4096];

[[gnu::noinline]] static void copyThere(const char *Bytes) {
  copy_in_library(&Table[2000], Bytes, 800);
  std::fflush(stdout);
}

int main(int, char **Arguments) {
  auto is = [&](const char *Name) { return std::strcmp(Arguments[1], Name) == 0; };
  char Bytes[800];
  std::memset(Bytes, 3, sizeof Bytes);
  transaction<> { Table[0]++; }
  // EXPECT assembly: by:     store_by_assembly + 0x
  if (is("assembly"))
    transaction<> { store_by_assembly(&Table[2000], 1); }
  // EXPECT copied: called by copy_plainly + 0x
  if (is("copied"))
    transaction<> { copy_plainly(&Table[2000], Bytes, sizeof Bytes); }
  // EXPECT copied-outside: called by copy_plainly + 0x
  if (is("copied-outside"))
    copy_plainly(&Table[2000], Bytes, sizeof Bytes);
  // EXPECT copied-by-library: called by copy_in_library + 0x
  // EXPECT copied-by-library: called by copyThere(char const*) + 0x
  if (is("copied-by-library"))
    transaction<> { copyThere(Bytes); }
  std::puts("went on");
}
