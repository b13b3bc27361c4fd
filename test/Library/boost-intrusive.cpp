// Boost.Intrusive, unchanged, with raw pointers: objects that are linked into a list, an
// slist, a set, an avl_set, a splay_set, a treap_set and an unordered_set at once equal
// their volatile twin through random transactions, aborts and kills.
// RUN: %every_library %t 25000,10 %clangxx_stet %s %link_stet \
// RUN:   -D_LIBCPP_ENABLE_CXX17_REMOVED_UNARY_BINARY_FUNCTION
#include "Inputs/driver/Driver.h"

#include <boost/intrusive/avl_set.hpp>
#include <boost/intrusive/list.hpp>
#include <boost/intrusive/set.hpp>
#include <boost/intrusive/slist.hpp>
#include <boost/intrusive/splay_set.hpp>
#include <boost/intrusive/treap_set.hpp>
#include <boost/intrusive/unordered_set.hpp>

#include <algorithm>
#include <iterator>
#include <list>
#include <map>
#include <vector>

namespace bi = boost::intrusive;
using driver::Random;

struct InSplay;
struct InTreap;
using SplayHook = bi::bs_set_base_hook<bi::tag<InSplay>>;
using TreapHook = bi::bs_set_base_hook<bi::tag<InTreap>>;

struct [[persistent]] Item : bi::list_base_hook<>,
                             bi::slist_base_hook<>,
                             bi::set_base_hook<>,
                             bi::avl_set_base_hook<>,
                             bi::unordered_set_base_hook<>,
                             SplayHook,
                             TreapHook {
  long Key;
  long Value;
  Item(long Key, long Value) : Key(Key), Value(Value) {}
  friend bool operator<(const Item &A, const Item &B) { return A.Key < B.Key; }
  friend bool operator==(const Item &A, const Item &B) { return A.Key == B.Key; }
  friend size_t hash_value(const Item &I) { return size_t(I.Key); }
  /// A treap's priority: any order that does not follow the keys.
  friend bool priority_order(const Item &A, const Item &B) {
    return A.Key * 2654435761u % 1000003 < B.Key * 2654435761u % 1000003;
  }
};

struct KeyOfItem {
  using type = long;
  const type &operator()(const Item &I) const { return I.Key; }
};
using Key = bi::key_of_value<KeyOfItem>;

using HashedItems = bi::unordered_set<Item, Key>;

struct Items {
  bi::list<Item> List;
  bi::slist<Item> SingleList;
  bi::set<Item, Key> Set;
  bi::avl_set<Item, Key> AvlSet;
  bi::splay_set<Item, Key, bi::base_hook<SplayHook>> SplaySet;
  bi::treap_set<Item, Key, bi::base_hook<TreapHook>> TreapSet;
  HashedItems::bucket_type Buckets[31];
  HashedItems Hashed{HashedItems::bucket_traits(Buckets, 31)};
};

struct Twin {
  std::map<long, long> Values;
  std::list<long> List, SingleList;
};

// -- Operations on both ----------------------------------------------------------------

static void insert(Items &I, long Key, long Value) {
  if (auto Found = I.Set.find(Key); Found != I.Set.end()) {
    Found->Value = Value;
    return;
  }
  Item &New = *new Item(Key, Value);
  I.List.push_back(New);
  I.SingleList.push_front(New);
  I.Set.insert(New);
  I.AvlSet.insert(New);
  I.SplaySet.insert(New);
  I.TreapSet.insert(New);
  I.Hashed.insert(New);
}
static void insert(Twin &T, long Key, long Value) {
  if (T.Values.insert_or_assign(Key, Value).second) {
    T.List.push_back(Key);
    T.SingleList.push_front(Key);
  }
}

static void erase(Items &I, long Key) {
  auto Found = I.SplaySet.find(Key); // which moves it to the root
  if (Found == I.SplaySet.end())
    return;
  Item &Old = *Found;
  I.List.erase(I.List.iterator_to(Old));
  I.SingleList.erase(I.SingleList.iterator_to(Old));
  I.Set.erase(Key);
  I.AvlSet.erase(I.AvlSet.iterator_to(Old));
  I.SplaySet.erase(Found);
  I.TreapSet.erase(Key);
  I.Hashed.erase(I.Hashed.iterator_to(Old));
  delete &Old;
}
static void erase(Twin &T, long Key) {
  T.Values.erase(Key);
  T.List.remove(Key);
  T.SingleList.remove(Key);
}

static void find(Items &I, long Key) { I.SplaySet.find(Key); }
static void find(Twin &, long) {}

static void rebuild(Items &I) {
  I.Set.clear();
  I.TreapSet.clear();
  for (Item &Element : I.List) {
    I.Set.insert(Element);
    I.TreapSet.insert(Element);
  }
}
static void rebuild(Twin &) {}

struct Operate {
  template <class State> void operator()(State &S, Random &R) const {
    long Key = R.below(150);
    switch (R.below(20)) {
    default:
      insert(S, Key, R.below(1000));
      break;
    case 8:
    case 9:
    case 10:
    case 11:
    case 12:
      erase(S, Key);
      break;
    case 13:
      S.List.reverse();
      break;
    case 14:
      S.SingleList.reverse();
      break;
    case 15:
      S.List.sort();
      break;
    case 16:
      S.SingleList.sort();
      break;
    case 17:
      find(S, Key);
      break;
    case 18:
      if (!S.List.empty())
        S.List.splice(S.List.begin(), S.List, std::prev(S.List.end()));
      break;
    case 19:
      if (R.below(10) == 0)
        rebuild(S);
      break;
    }
  }
};

struct IsSame {
  bool operator()(const Items &I, const Twin &T) const {
    auto IsItem = [](const Item &A, const auto &B) { return A.Key == B.first && A.Value == B.second; };
    auto IsKey = [](const Item &A, long B) { return A.Key == B; };
    auto SameItems = [&](const auto &Set) {
      return std::equal(Set.begin(), Set.end(), T.Values.begin(), T.Values.end(), IsItem);
    };
    auto SameOrder = [&](const auto &List, const std::list<long> &Keys) {
      return std::equal(List.begin(), List.end(), Keys.begin(), Keys.end(), IsKey);
    };
    bool AreAllHashed = I.Hashed.size() == T.Values.size();
    for (auto &[Key, Value] : T.Values)
      AreAllHashed = AreAllHashed && I.Hashed.find(Key) != I.Hashed.end();
    I.AvlSet.check();
    I.Set.check();
    I.TreapSet.check();
    return AreAllHashed && SameItems(I.Set) && SameItems(I.AvlSet) && SameItems(I.SplaySet) &&
           SameItems(I.TreapSet) && SameOrder(I.List, T.List) &&
           SameOrder(I.SingleList, T.SingleList);
  }
};

[[persistent]] driver::Driven<Items> Subject;

int main(int argc, char **argv) {
  return driver::drive<Twin>([]() -> auto & { return Subject; }, Operate(), IsSame(), argc, argv);
}
