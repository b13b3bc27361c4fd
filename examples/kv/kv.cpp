//===-- examples/kv - A key-value store in a hash table ---------------------===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A hash table with chaining that doubles as it fills. Commands come from standard
// input, one a line, each answered by one line:
//
//   set KEY VALUE    ok
//   get KEY          the value, or -
//   del KEY          ok, or -
//   count            the number of keys
//
// kv_volatile.cpp is ordinary code. kv.cpp is the same with Stet's three annotations.
//
//===----------------------------------------------------------------------===//
#include <cstdint>
#include <cstring>
#include <iostream>
#include <stet.h>
#include <string>

namespace {

struct [[persistent]] Entry {
  Entry *Next;
  char Key[48];
  char Value[80];
};

struct [[persistent]] Bucket {
  Entry *First;
};

class Table {
public:
  /// The value of `Key`, nullptr when there is none.
  const char *get(const char *Key) const {
    if (!Capacity)
      return nullptr;
    const Entry *Found = *find(Key);
    return Found ? Found->Value : nullptr;
  }

  /// Texts that are too long are cut.
  void set(const char *Key, const char *Value) {
    if (Size >= Capacity)
      grow();
    Entry **Place = find(Key);
    if (!*Place) {
      *Place = new Entry{};
      copy((*Place)->Key, Key);
      ++Size;
    }
    copy((*Place)->Value, Value);
  }

  /// Returns whether the key was there.
  bool erase(const char *Key) {
    if (!Capacity)
      return false;
    Entry **Place = find(Key);
    Entry *Old = *Place;
    if (!Old)
      return false;
    *Place = Old->Next;
    delete Old;
    --Size;
    return true;
  }

  uint64_t size() const { return Size; }

private:
  static uint64_t hash(const char *Key) {
    uint64_t Hash = 14695981039346656037u;
    for (; *Key; ++Key)
      Hash = (Hash ^ static_cast<unsigned char>(*Key)) * 1099511628211u;
    return Hash;
  }

  template <size_t Length> static void copy(char (&To)[Length], const char *From) {
    std::strncpy(To, From, Length - 1);
  }

  /// The link that points to the entry of `Key`, or the one where it would hang.
  Entry **find(const char *Key) const {
    Entry **Place = &Buckets[hash(Key) % Capacity].First;
    while (*Place && std::strncmp((*Place)->Key, Key, sizeof((*Place)->Key) - 1) != 0)
      Place = &(*Place)->Next;
    return Place;
  }

  void grow() {
    uint64_t OldCapacity = Capacity;
    Bucket *Old = Buckets;
    Capacity = OldCapacity ? 2 * OldCapacity : 8;
    Buckets = new Bucket[Capacity]{};
    for (uint64_t I = 0; I < OldCapacity; ++I)
      while (Entry *Moved = Old[I].First) {
        Old[I].First = Moved->Next;
        Bucket &New = Buckets[hash(Moved->Key) % Capacity];
        Moved->Next = New.First;
        New.First = Moved;
      }
    delete[] Old;
  }

  Bucket *Buckets;
  uint64_t Capacity;
  uint64_t Size;
};

[[persistent]] Table Store;

/// Splits the first word off `Text`.
std::string takeWord(std::string &Text) {
  size_t End = Text.find(' ');
  std::string Word = Text.substr(0, End);
  Text.erase(0, End == std::string::npos ? End : End + 1);
  return Word;
}

std::string answer(std::string Line) {
  std::string Command = takeWord(Line);
  if (Command == "count")
    return std::to_string(Store.size());
  std::string Key = takeWord(Line);
  if (Command == "get") {
    const char *Value = Store.get(Key.c_str());
    return Value ? Value : "-";
  }
  if (Command == "set") {
    transaction <> { Store.set(Key.c_str(), Line.c_str()); }
    return "ok";
  }
  if (Command == "del") {
    transaction <> { return Store.erase(Key.c_str()) ? "ok" : "-"; }
  }
  return "commands: set KEY VALUE, get KEY, del KEY, count";
}

} // namespace

int main() {
  std::string Line;
  while (std::getline(std::cin, Line))
    std::cout << answer(Line) << std::endl;
}
