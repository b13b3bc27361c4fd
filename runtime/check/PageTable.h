//===-- runtime/check/PageTable.h - The pages of a pool that may have changed ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A page is
//   unwatched   it holds no object; anybody may store to it
//   protected   nobody can store to it
//   open        it can be stored to; a copy of what it held tells later what has changed
//
// A page opens when bytes of it are logged, or when a store to it faults. It stays open
// when its transactions have ended, because changing a protection costs more than many
// comparisons; when too many are open, those that no transaction uses close.
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_CHECK_PAGETABLE_H
#define STET_RUNTIME_CHECK_PAGETABLE_H

#include "Slab.h"

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace stet::check {

constexpr size_t PageBytes = 4096, LineBytes = 64, LinesInPage = PageBytes / LineBytes;

struct OpenPage;

/// The bytes of one page that one running transaction has logged, or that lie in objects
/// which it has allocated. Its thread adds to them without a lock.
struct Mark {
  OpenPage *Page = nullptr;
  Mark *Next = nullptr;                          ///< of another transaction
  std::atomic<uint64_t> Lines[LinesInPage] = {}; ///< a bit for each byte

  uint64_t line(unsigned I) const { return Lines[I].load(std::memory_order_relaxed); }
  void setLine(unsigned I, uint64_t Mask) { Lines[I].store(Mask, std::memory_order_release); }
};

struct OpenPage {
  uint64_t Number = 0; ///< in the pool
  size_t Position = 0; ///< among the open ones
  Mark *Marks = nullptr;
  bool IsHot = false;                ///< has been closed before: closing it again would be dear
  alignas(64) char Image[PageBytes]; ///< as of its last comparison, less what is logged
};

/// Under TheWatchLock, apart from what Mark says of itself.
class PageTable {
public:
  PageTable(char *Base, uint64_t Size);
  ~PageTable();
  PageTable(const PageTable &) = delete;
  PageTable &operator=(const PageTable &) = delete;

  char *address(uint64_t Number) const { return Base + Number * PageBytes; }
  uint64_t pages() const { return Pages; }

  /// From now on stores to these pages fault, but for those that are open already.
  void protect(uint64_t First, uint64_t Last);
  bool isProtected(uint64_t Number) const { return Flags[Number] & Protected; }
  OpenPage *find(uint64_t Number) const { return Table[Number]; }

  /// Opens all pages from First to Last.
  void open(uint64_t First, uint64_t Last);
  OpenPage *open(uint64_t Number) {
    open(Number, Number);
    return Table[Number];
  }

  size_t openCount() const { return OpenCount; }
  OpenPage *openAt(size_t Position) const { return Open[Position]; }

  bool hasTooMany() const;
  /// Closes pages that no transaction uses: MustWatch says whether a page becomes
  /// protected or unwatched. They have been compared.
  template <class Function> void closeSome(Function MustWatch) {
    bool EvenHot = OpenCount > MostHot;
    size_t Chosen = 0;
    for (size_t I = OpenCount; I--;) {
      OpenPage *P = Open[I];
      if (P->Marks || (P->IsHot && !EvenHot))
        continue;
      if (MustWatch(P->Number))
        Closing[Chosen++] = P->Number;
      forget(P);
    }
    protectChosen(Chosen);
  }
  void closeIfIdle(uint64_t Number);

  /// Nothing is protected or open any more.
  void releaseAll();
  /// Protections could not be changed any more: pages that are not open are not watched.
  bool isDegraded() const { return IsDegraded; }

private:
  enum : uint8_t { Protected = 1, WasClosed = 2 };
  static constexpr size_t MostCold = 64, MostHot = 4096;

  void forget(OpenPage *P);
  void protectChosen(size_t Count);
  bool change(uint64_t First, uint64_t Last, int Protection);
  void degrade();

  char *const Base;
  const uint64_t Pages;
  OpenPage **Table; ///< by number
  OpenPage **Open;  ///< in no order
  uint64_t *Closing;
  uint8_t *Flags;
  size_t OpenCount = 0;
  size_t HotCount = 0;
  bool IsDegraded = false;
  Slab<OpenPage> Records;
};

} // namespace stet::check

#endif // STET_RUNTIME_CHECK_PAGETABLE_H
