//===-- Verification.h - Is a pool whole, and does it work? ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_TEST_CRASH_IMAGES_VERIFICATION_H
#define STET_TEST_CRASH_IMAGES_VERIFICATION_H

#include "Data.h"

#include <libpmemobj.h>
#include <string>
#include <vector>

/// What a transaction noted that it would leave of its part.
struct Promise {
  uint64_t Version = 0;
  uint64_t Hash = 0;
};

/// Looks at one opened image, without Stet. Each function returns what is wrong, ""
/// when nothing is.
class Verification {
public:
  Verification(PMEMobjpool *Pool, size_t Size);

  /// What the data says of itself.
  void readPromises(Promise (&Parts)[ThreadLimit + 1]);

  /// Chunks and objects are of possible sizes and types. Also writes the footers of free
  /// blocks again, which libpmemobj does not keep (runtime/pool/FreeFooters.h): call
  /// it first.
  std::string heap();

  /// The data is what was promised, and nothing else of the user's is allocated.
  std::string data(const Promise (&Promised)[ThreadLimit + 1]);

  /// Allocates and frees. With the data there, frees some of its objects too, and finds
  /// the rest of it unharmed.
  std::string use(uint64_t Seed);

private:
  bool findState();
  template <class T> const T *at(const T *Address) const;
  std::string part(unsigned Number, const Promise &Promised);
  std::string allObjects(bool CountUsers);
  std::string usable(const void *Object, size_t Bytes);

  PMEMobjpool *Pool;
  char *Base;
  size_t Size;
  const state *State = nullptr;
  uint64_t PoolAddress = 0;
  std::vector<uint64_t> Reached; ///< offsets of the user's objects
  std::vector<const object *> Objects;
};

#endif // STET_TEST_CRASH_IMAGES_VERIFICATION_H
