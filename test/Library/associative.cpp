// std::map, multimap, set and the unordered ones in persistent memory hold the same as
// their volatile twins, through insert, erase, extract, merge, rehash, move and swap, in
// transactions that commit and that abort, in both C++ libraries.
// RUN: %every_library %t 25000,10 %clangxx_stet %s %link_stet
#include "Inputs/Allocators.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <vector>

using driver::Random;

struct LessByView {
  using is_transparent = void;
  template <class A, class B> bool operator()(const A &One, const B &Other) const {
    return view(One) < view(Other);
  }
};
struct EqualByView {
  template <class A, class B> bool operator()(const A &One, const B &Other) const {
    return view(One) == view(Other);
  }
};

template <class Where> struct Associative {
  template <class T> using allocator = typename Where::template allocator<T>;
  template <class K, class V> using Pairs = allocator<std::pair<const K, V>>;
  using Words = String<Where>;
  std::map<long, Words, std::less<>, Pairs<long, Words>> Map[2];
  std::map<Words, long, LessByView, Pairs<Words, long>> TextMap[2];
  std::multimap<long, long, std::less<>, Pairs<long, long>> Multimap[2];
  std::set<long, std::greater<>, allocator<long>> Set[2];
  std::unordered_map<long, Words, std::hash<long>, std::equal_to<>, Pairs<long, Words>> Hashed[2];
  std::unordered_multimap<Words, long, HashOfView, EqualByView, Pairs<Words, long>> HashedTexts[2];
  std::unordered_set<long, std::hash<long>, std::equal_to<>, allocator<long>> HashedSet[2];
};

static constexpr unsigned Most = 250;

template <class T> T randomElement(Random &R) {
  if constexpr (std::is_same_v<T, long>)
    return long(R.below(400));
  else if constexpr (requires { typename T::first_type; })
    return T(randomElement<std::remove_const_t<typename T::first_type>>(R),
             randomElement<typename T::second_type>(R));
  else
    return randomString<T>(R);
}

/// An element with the key, if there is one; else the first one that is not less. The
/// hashed ones have no such order, so nothing but the key counts there.
template <class C> auto somewhere(C &Container, const typename C::key_type &Key) {
  if constexpr (requires { Container.lower_bound(Key); })
    return Container.lower_bound(Key);
  else
    return Container.find(Key);
}

/// Takes the same element out of equal containers whose orders differ.
template <class C> typename C::key_type smallestKey(const C &Container) {
  auto Least = Container.begin();
  auto KeyOf = [](const auto &Element) -> const typename C::key_type & {
    if constexpr (requires { Element.first; })
      return Element.first;
    else
      return Element;
  };
  for (auto I = Container.begin(); I != Container.end(); ++I)
    if (view(KeyOf(*I)) < view(KeyOf(*Least)))
      Least = I;
  return KeyOf(*Least);
}

template <class C> void change(C &One, C &Other, Random &R) {
  using T = typename C::value_type;
  using Key = typename C::key_type;
  switch (R.below(20)) {
  default:
    One.insert(randomElement<T>(R));
    break;
  case 9:
  case 10:
    One.emplace_hint(One.begin(), randomElement<T>(R));
    break;
  case 11: {
    auto Place = somewhere(One, randomElement<Key>(R));
    if (Place != One.end())
      One.erase(Place);
    break;
  }
  case 12:
    One.erase(randomElement<Key>(R));
    break;
  case 13:
    for (unsigned Count = R.below(20); Count && !One.empty(); --Count)
      One.erase(smallestKey(One));
    break;
  case 14:
    One.swap(Other);
    break;
  case 15:
    Other = std::move(One);
    One.clear();
    break;
  case 16:
    if (R.below(4) == 0)
      One = Other;
    break;
  case 17: {
    auto Node = One.extract(randomElement<Key>(R));
    if (Node)
      Other.insert(std::move(Node));
    break;
  }
  case 18:
    One.merge(Other);
    break;
  case 19:
    if constexpr (requires { One.rehash(1); })
      One.rehash(R.below(600));
    else {
      C Local(Other);
      Local.insert(randomElement<T>(R));
      One.swap(Local);
    }
    break;
  }
  if (One.size() > Most)
    One.clear();
}

struct Operate {
  template <class Where> void operator()(Associative<Where> &A, Random &R) const {
    unsigned One = R.below(2), Other = 1 - One;
    switch (R.below(7)) {
    case 0:
      return change(A.Map[One], A.Map[Other], R);
    case 1:
      return change(A.TextMap[One], A.TextMap[Other], R);
    case 2:
      return change(A.Multimap[One], A.Multimap[Other], R);
    case 3:
      return change(A.Set[One], A.Set[Other], R);
    case 4:
      return change(A.Hashed[One], A.Hashed[Other], R);
    case 5:
      return change(A.HashedTexts[One], A.HashedTexts[Other], R);
    case 6:
      return change(A.HashedSet[One], A.HashedSet[Other], R);
    }
  }
};

template <class One, class Other> bool sameInAnyOrder(const One &A, const Other &B) {
  auto Sorted = [](const auto &Container) {
    std::vector<std::decay_t<decltype(view(*Container.begin()))>> Elements;
    for (const auto &Element : Container) {
      Elements.push_back(view(Element));
      if constexpr (requires { Element.first; }) {
        if (Container.find(Element.first) == Container.end())
          return decltype(Elements)();
      } else if (Container.find(Element) == Container.end())
        return decltype(Elements)();
    }
    std::sort(Elements.begin(), Elements.end());
    return Elements;
  };
  return A.size() == B.size() && Sorted(A) == Sorted(B) && Sorted(A).size() == A.size();
}

struct IsSame {
  bool operator()(const Associative<InPool> &P, const Associative<Volatile> &V) const {
    bool Same = true;
    for (unsigned I = 0; I < 2; ++I)
      Same = Same && sameElements(P.Map[I], V.Map[I]) && sameElements(P.TextMap[I], V.TextMap[I]) &&
             sameElements(P.Multimap[I], V.Multimap[I]) && sameElements(P.Set[I], V.Set[I]) &&
             sameInAnyOrder(P.Hashed[I], V.Hashed[I]) &&
             sameInAnyOrder(P.HashedTexts[I], V.HashedTexts[I]) &&
             sameInAnyOrder(P.HashedSet[I], V.HashedSet[I]);
    return Same;
  }
};

[[persistent]] driver::Driven<Associative<InPool>> Subject;

int main(int argc, char **argv) {
  return driver::drive<Associative<Volatile>>([]() -> auto & { return Subject; }, Operate(),
                                              IsSame(), argc, argv);
}
