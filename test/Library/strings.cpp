// std::basic_string of every character type in persistent memory holds the same as its
// volatile twin, through append, insert, replace, erase, resize, move, swap, sort and
// extraction from a stream, in transactions that commit and that abort, in both C++
// libraries.
// RUN: %every_library %t 25000,10 %clangxx_stet %s %link_stet
#include "Inputs/Allocators.h"

#include <algorithm>
#include <sstream>

using driver::Random;

template <class Where> struct Strings {
  template <class C>
  using StringOf = std::basic_string<C, std::char_traits<C>, typename Where::template allocator<C>>;
  StringOf<char> Narrow[3];
  StringOf<wchar_t> Wide[3];
  StringOf<char16_t> Utf16[3];
};

static constexpr unsigned Most = 300;

template <class C> std::basic_string<C> randomText(Random &R, unsigned Longest) {
  std::basic_string<C> Text;
  for (unsigned Length = R.below(Longest + 1); Length; --Length)
    Text.push_back(C('a' + R.below(26)));
  return Text;
}

template <class S> void change(S &One, S &Other, Random &R) {
  using C = typename S::value_type;
  size_t Position = R.below(One.size() + 1), Count = R.below(20);
  switch (R.below(20)) {
  case 0:
    One.append(randomText<C>(R, 30));
    break;
  case 1:
    One.append(randomText<C>(R, 30).c_str());
    break;
  case 2:
    One += Other;
    break;
  case 3:
    One.push_back(C('x'));
    break;
  case 4:
    One.insert(Position, randomText<C>(R, 10).c_str());
    break;
  case 5:
    One.insert(Position, Count, C('i'));
    break;
  case 6:
    One.insert(Position, One); // aliases
    break;
  case 7:
    One.replace(Position, Count, randomText<C>(R, 25).c_str());
    break;
  case 8:
    One.replace(Position, Count, 5, C('r'));
    break;
  case 9:
    One.replace(Position, Count, One.data(), One.size() / 3); // aliases
    break;
  case 10:
    One.erase(Position, Count);
    break;
  case 11:
    One.resize(R.below(100), C('s'));
    break;
  case 12:
    One.reserve(R.below(500));
    break;
  case 13:
    One.shrink_to_fit();
    break;
  case 14:
    One.swap(Other);
    break;
  case 15:
    Other = std::move(One);
    One.clear();
    break;
  case 16:
    std::sort(One.begin(), One.end());
    break;
  case 17:
    One = Other + One.substr(One.size() / 2);
    break;
  case 18:
    One.assign(randomText<C>(R, 40).c_str());
    break;
  case 19:
    if constexpr (!std::is_same_v<C, char16_t>) {
      std::basic_istringstream<C> Input(randomText<C>(R, 40) + C(' ') + randomText<C>(R, 40) +
                                        C('\n'));
      Input >> One;
      std::getline(Input, Other);
    }
    break;
  }
  if (One.size() > Most)
    One.resize(R.below(40));
}

struct Operate {
  template <class Where> void operator()(Strings<Where> &S, Random &R) const {
    unsigned One = R.below(3), Other = (One + 1) % 3;
    switch (R.below(4)) {
    default:
      return change(S.Narrow[One], S.Narrow[Other], R);
    case 2:
      return change(S.Wide[One], S.Wide[Other], R);
    case 3:
      return change(S.Utf16[One], S.Utf16[Other], R);
    }
  }
};

template <class One, class Other> bool same(const One &A, const Other &B) {
  return A.size() == B.size() && std::equal(A.begin(), A.end(), B.begin()) && !A.c_str()[A.size()];
}

struct IsSame {
  bool operator()(const Strings<InPool> &P, const Strings<Volatile> &V) const {
    bool Same = true;
    for (unsigned I = 0; I < 3; ++I)
      Same = Same && same(P.Narrow[I], V.Narrow[I]) && same(P.Wide[I], V.Wide[I]) &&
             same(P.Utf16[I], V.Utf16[I]);
    return Same;
  }
};

[[persistent]] driver::Driven<Strings<InPool>> Subject;

int main(int argc, char **argv) {
  return driver::drive<Strings<Volatile>>([]() -> auto & { return Subject; }, Operate(), IsSame(),
                                          argc, argv);
}
