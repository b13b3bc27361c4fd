// std::vector, deque and list in persistent memory hold the same as their volatile twins,
// through insert, erase, splice, merge, move, swap and sort, in transactions that commit
// and that abort, in both C++ libraries.
// RUN: %every_library %t 25000,10 %clangxx_stet %s %link_stet
#include "Inputs/Allocators.h"

#include <algorithm>
#include <deque>
#include <list>
#include <vector>

using driver::Random;

template <class Where> struct Sequences {
  template <class T> using allocator = typename Where::template allocator<T>;
  using Words = String<Where>;
  std::vector<long, allocator<long>> Numbers[2];
  std::vector<Words, allocator<Words>> Texts[2];
  std::deque<long, allocator<long>> Queue[2];
  std::deque<Words, allocator<Words>> TextQueue[2];
  std::list<long, allocator<long>> List[2];
  std::list<Words, allocator<Words>> TextList[2];
};

static constexpr unsigned Most = 120;

template <class T> T randomElement(Random &R) {
  if constexpr (std::is_same_v<T, long>)
    return long(R.below(1000));
  else
    return randomString<T>(R);
}

/// What all sequences can do.
template <class C> void change(C &One, C &Other, Random &R) {
  using T = typename C::value_type;
  auto At = [&](C &Container) {
    return std::next(Container.begin(), R.below(Container.size() + 1));
  };
  switch (R.below(16)) {
  case 0:
  case 1:
  case 2:
    One.push_back(randomElement<T>(R));
    break;
  case 3:
  case 4:
    One.insert(At(One), randomElement<T>(R));
    break;
  case 5: {
    auto Place = At(One);
    One.insert(Place, R.below(9), randomElement<T>(R));
    break;
  }
  case 6:
    if (!One.empty())
      One.pop_back();
    break;
  case 7:
  case 8: {
    auto Place = At(One);
    if (Place != One.end())
      One.erase(Place);
    break;
  }
  case 9: {
    auto First = std::next(One.begin(), One.size() / 3);
    One.erase(First, std::next(First, One.size() / 3));
    break;
  }
  case 10:
    One.swap(Other);
    break;
  case 11:
    Other = std::move(One);
    One.clear();
    break;
  case 12:
    if (Other.size() < Most)
      One = Other;
    break;
  case 13:
    One.resize(R.below(Most));
    break;
  case 14: {
    C Local(Other);
    Local.push_back(randomElement<T>(R));
    One.swap(Local);
    break;
  }
  case 15:
    One.assign(R.below(20), randomElement<T>(R));
    break;
  }
  if (One.size() > Most)
    One.clear();
}

template <class C> void changeVector(C &One, C &Other, Random &R) {
  switch (R.below(6)) {
  case 0:
    std::sort(One.begin(), One.end());
    break;
  case 1:
    std::stable_sort(One.begin(), One.end(), std::greater<>());
    break;
  case 2:
    std::reverse(One.begin(), One.end());
    break;
  case 3:
    if constexpr (requires { One.shrink_to_fit(); })
      One.shrink_to_fit();
    break;
  default:
    change(One, Other, R);
  }
}

template <class C> void changeList(C &One, C &Other, Random &R) {
  auto At = [&](C &Container) {
    return std::next(Container.begin(), R.below(Container.size() + 1));
  };
  switch (R.below(12)) {
  case 0:
    One.sort();
    break;
  case 1:
    One.sort(std::greater<>());
    break;
  case 2:
    One.reverse();
    break;
  case 3:
    One.splice(At(One), Other);
    break;
  case 4: {
    auto Place = At(Other);
    if (Place != Other.end())
      One.splice(One.begin(), Other, Place);
    break;
  }
  case 5: {
    auto First = std::next(Other.begin(), Other.size() / 4);
    One.splice(One.end(), Other, First, std::next(First, Other.size() / 2));
    break;
  }
  case 6: {
    auto Place = At(One);
    if (Place != One.end())
      One.splice(One.begin(), One, Place);
    break;
  }
  case 7:
    One.sort();
    Other.sort();
    One.merge(Other);
    break;
  case 8:
    One.unique();
    break;
  case 9:
    One.push_front(randomElement<typename C::value_type>(R));
    break;
  default:
    change(One, Other, R);
  }
  if (One.size() > Most)
    One.clear();
}

struct Operate {
  template <class Where> void operator()(Sequences<Where> &S, Random &R) const {
    unsigned One = R.below(2), Other = 1 - One;
    switch (R.below(6)) {
    case 0:
      return changeVector(S.Numbers[One], S.Numbers[Other], R);
    case 1:
      return changeVector(S.Texts[One], S.Texts[Other], R);
    case 2:
      return changeVector(S.Queue[One], S.Queue[Other], R);
    case 3:
      return changeVector(S.TextQueue[One], S.TextQueue[Other], R);
    case 4:
      return changeList(S.List[One], S.List[Other], R);
    case 5:
      return changeList(S.TextList[One], S.TextList[Other], R);
    }
  }
};

struct IsSame {
  bool operator()(const Sequences<InPool> &P, const Sequences<Volatile> &V) const {
    bool Same = true;
    for (unsigned I = 0; I < 2; ++I)
      Same = Same && sameElements(P.Numbers[I], V.Numbers[I]) &&
             sameElements(P.Texts[I], V.Texts[I]) && sameElements(P.Queue[I], V.Queue[I]) &&
             sameElements(P.TextQueue[I], V.TextQueue[I]) && sameElements(P.List[I], V.List[I]) &&
             sameElements(P.TextList[I], V.TextList[I]);
    return Same;
  }
};

[[persistent]] driver::Driven<Sequences<InPool>> Subject;

int main(int argc, char **argv) {
  return driver::drive<Sequences<Volatile>>([]() -> auto & { return Subject; }, Operate(), IsSame(),
                                            argc, argv);
}
