// Boost.Container, unchanged: map, set, list, slist, vector, stable_vector, flat_map and
// string with stet::allocator equal their volatile twins through random transactions,
// aborts and kills.
// RUN: %every_library %t 25000,10 %clangxx_stet %s %link_stet \
// RUN:   -D_LIBCPP_ENABLE_CXX17_REMOVED_UNARY_BINARY_FUNCTION
#include "Inputs/Allocators.h"

#include <boost/container/deque.hpp>
#include <boost/container/flat_map.hpp>
#include <boost/container/list.hpp>
#include <boost/container/map.hpp>
#include <boost/container/set.hpp>
#include <boost/container/slist.hpp>
#include <boost/container/stable_vector.hpp>
#include <boost/container/string.hpp>
#include <boost/container/vector.hpp>

namespace bc = boost::container;
using driver::Random;

template <class Where> struct Containers {
  template <class T> using allocator = typename Where::template allocator<T>;
  using Text = bc::basic_string<char, std::char_traits<char>, allocator<char>>;
  bc::map<long, long, std::less<>, allocator<std::pair<const long, long>>> Map[2];
  bc::multimap<long, Text, std::less<>, allocator<std::pair<const long, Text>>> Multimap[2];
  bc::set<long, std::greater<>, allocator<long>> Set[2];
  bc::flat_map<long, long, std::less<>, allocator<std::pair<long, long>>> Flat[2];
  bc::list<long, allocator<long>> List[2];
  bc::slist<long, allocator<long>> SingleList[2];
  bc::vector<Text, allocator<Text>> Vector[2];
  bc::deque<long, allocator<long>> Deque[2];
  bc::stable_vector<long, allocator<long>> Stable[2];
  Text String[2];
};

static constexpr unsigned Most = 150;

template <class T> T randomElement(Random &R) {
  if constexpr (std::is_integral_v<T>)
    return T(R.below(300));
  else if constexpr (requires { typename T::first_type; })
    return T(randomElement<std::remove_const_t<typename T::first_type>>(R),
             randomElement<typename T::second_type>(R));
  else
    return randomString<T>(R);
}

template <class C> void changeAssociative(C &One, C &Other, Random &R) {
  using Element = typename C::value_type;
  using Key = typename C::key_type;
  switch (R.below(12)) {
  default:
    One.insert(randomElement<Element>(R));
    break;
  case 6:
  case 7:
    One.erase(randomElement<Key>(R));
    break;
  case 8: {
    auto From = One.lower_bound(randomElement<Key>(R));
    for (unsigned Count = R.below(10); Count && From != One.end(); --Count)
      From = One.erase(From);
    break;
  }
  case 9:
    One.swap(Other);
    break;
  case 10:
    Other = std::move(One);
    One.clear();
    break;
  case 11:
    One = Other;
    break;
  }
  if (One.size() > Most)
    One.clear();
}

template <class C> void changeSequence(C &One, C &Other, Random &R) {
  using Element = typename C::value_type;
  auto Place = std::next(One.begin(), R.below(One.size() + 1));
  switch (R.below(10)) {
  default:
    One.insert(Place, randomElement<Element>(R));
    break;
  case 5:
  case 6:
    if (Place != One.end())
      One.erase(Place);
    break;
  case 7:
    One.swap(Other);
    break;
  case 8:
    Other = std::move(One);
    One.clear();
    break;
  case 9:
    One.resize(R.below(60));
    break;
  }
  if (One.size() > Most)
    One.clear();
}

template <class C> void changeList(C &One, C &Other, Random &R) {
  switch (R.below(8)) {
  case 0:
    One.sort();
    break;
  case 1:
    One.reverse();
    break;
  case 2:
    One.splice(One.begin(), Other);
    break;
  case 3:
    One.sort();
    Other.sort();
    One.merge(Other);
    break;
  default:
    changeSequence(One, Other, R);
  }
  if (One.size() > Most)
    One.clear();
}

struct Operate {
  template <class Where> void operator()(Containers<Where> &C, Random &R) const {
    unsigned One = R.below(2), Other = 1 - One;
    switch (R.below(10)) {
    case 0:
      return changeAssociative(C.Map[One], C.Map[Other], R);
    case 1:
      return changeAssociative(C.Multimap[One], C.Multimap[Other], R);
    case 2:
      return changeAssociative(C.Set[One], C.Set[Other], R);
    case 3:
      return changeAssociative(C.Flat[One], C.Flat[Other], R);
    case 4:
      return changeList(C.List[One], C.List[Other], R);
    case 5:
      return changeList(C.SingleList[One], C.SingleList[Other], R);
    case 6:
      return changeSequence(C.Vector[One], C.Vector[Other], R);
    case 7:
      return changeSequence(C.Deque[One], C.Deque[Other], R);
    case 8:
      return changeSequence(C.Stable[One], C.Stable[Other], R);
    case 9:
      return changeSequence(C.String[One], C.String[Other], R);
    }
  }
};

/// Not view(): Boost's strings are no std::string_view.
template <class T> const T &plain(const T &Value) { return Value; }
template <class A>
std::string_view plain(const bc::basic_string<char, std::char_traits<char>, A> &S) {
  return {S.data(), S.size()};
}
template <class A, class B> auto plain(const std::pair<A, B> &P) {
  return std::pair(plain(P.first), plain(P.second));
}

template <class One, class Other> bool same(const One (&A)[2], const Other (&B)[2]) {
  for (int I = 0; I < 2; ++I)
    if (A[I].size() != B[I].size() ||
        !std::equal(A[I].begin(), A[I].end(), B[I].begin(), [](const auto &X, const auto &Y) {
          return plain(X) == plain(Y);
        }))
      return false;
  return true;
}

struct IsSame {
  bool operator()(const Containers<InPool> &P, const Containers<Volatile> &V) const {
    return same(P.Map, V.Map) && same(P.Multimap, V.Multimap) && same(P.Set, V.Set) &&
           same(P.Flat, V.Flat) && same(P.List, V.List) && same(P.SingleList, V.SingleList) &&
           same(P.Vector, V.Vector) && same(P.Deque, V.Deque) && same(P.Stable, V.Stable) &&
           same(P.String, V.String);
  }
};

[[persistent]] driver::Driven<Containers<InPool>> Subject;

int main(int argc, char **argv) {
  return driver::drive<Containers<Volatile>>([]() -> auto & { return Subject; }, Operate(),
                                             IsSame(), argc, argv);
}
