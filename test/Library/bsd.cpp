// The trees and queues of BSD's <sys/tree.h> and <sys/queue.h>, unchanged: a red-black tree, a
// splay tree (which also turns when it is read), two lists and two queues equal their volatile
// twins through random transactions, aborts and kills.
// RUN: rm -rf %t && mkdir -p %t
// RUN: %clang_stet -O0 -c %S/Inputs/bsd/Store.c -o %t/0.o
// RUN: %clangxx_stet -O0 %s %t/0.o %link_stet -o %t/0
// RUN: %clang_stet -O2 -c %S/Inputs/bsd/Store.c -o %t/2.o
// RUN: %clangxx_stet -O2 %s %t/2.o %link_stet -o %t/2
// RUN: env STET_DURABILITY=process %t/0 %t/0.pool 1 5000
// RUN: env STET_DURABILITY=process %t/0 %t/0.pool 1 2000
// RUN: env STET_DURABILITY=process %t/2 %t/2.pool 1 50000
// RUN: env STET_DURABILITY=process %t/2 %t/killed.pool 1 10000 50
// RUN: env STET_DURABILITY=process STET_CHECK=1 %t/2 %t/checked.pool 1 3000
// RUN: env STET_DURABILITY=process STET_CHECK=1 %t/2 %t/checked.pool 1 3000
#include "Inputs/bsd/Store.h"
#include "Inputs/driver/Driver.h"
#include "Inputs/driver/KeyedStore.h"

#include <list>

using driver::Random;

struct Twin : driver::KeyedTwin {
  std::list<int> Newest, Queue; // in their orders
};

static void store_put(Twin *T, int Key, int Value) {
  if (T->Values.insert_or_assign(Key, Value).second) {
    T->Newest.push_front(Key);
    T->Queue.push_back(Key);
  }
}

static void store_remove(Twin *T, int Key) {
  T->Values.erase(Key);
  T->Newest.remove(Key);
  T->Queue.remove(Key);
}

static void store_rotate(Twin *T) {
  if (!T->Queue.empty())
    T->Queue.splice(T->Queue.end(), T->Queue, T->Queue.begin());
}

static void store_clear(Twin *T) { *T = {}; }

struct Operate {
  template <class State> void operator()(State &S, Random &R) const {
    switch (driver::operate(S, R, 120)) {
    case 8:
      return store_rotate(&S);
    case 9:
      return R.below(50) == 0 ? store_clear(&S) : void();
    }
  }
};

struct IsSame {
  bool operator()(const store &S, const Twin &T) const {
    Sequence RedBlack, Splay;
    bool Same = walkRedBlack(S.red_black.rbh_root, nullptr, RedBlack) >= 0;
    walkSplay(S.splay.sph_root, Splay);
    Sequence Wanted(T.Values.begin(), T.Values.end());
    std::list<int> List, Single, Queue, SingleQueue;
    entry *const *Link = &S.list.lh_first;
    for (entry *E = S.list.lh_first; E; Link = &E->in_list.le_next, E = *Link) {
      List.push_back(E->key);
      Same = Same && E->in_list.le_prev == Link;
    }
    for (entry *E = S.single.slh_first; E; E = E->in_single.sle_next)
      Single.push_back(E->key);
    for (entry *E = S.tail_queue.tqh_first; E; E = E->in_tail_queue.tqe_next)
      Queue.push_back(E->key);
    for (entry *E = S.single_tail_queue.stqh_first; E; E = E->in_single_tail_queue.stqe_next)
      SingleQueue.push_back(E->key);
    return Same && RedBlack == Wanted && Splay == Wanted && List == T.Newest &&
           Single == T.Newest && Queue == T.Queue && SingleQueue == T.Queue && areEndsRight(S);
  }

private:
  using Sequence = std::list<std::pair<const int, int>>;

  /// The number of black nodes on each way down; -1 when it is no red-black tree.
  static int walkRedBlack(entry *E, entry *Parent, Sequence &To) {
    if (!E)
      return 0;
    auto &Node = E->in_red_black;
    int Left = walkRedBlack(Node.rbe_left, E, To);
    To.emplace_back(E->key, E->value);
    int Right = walkRedBlack(Node.rbe_right, E, To);
    bool IsRedUnderRed =
        Parent && Parent->in_red_black.rbe_color == RB_RED && Node.rbe_color == RB_RED;
    if (Left < 0 || Left != Right || Node.rbe_parent != Parent || IsRedUnderRed)
      return -1;
    return Left + (Node.rbe_color == RB_BLACK);
  }

  static void walkSplay(entry *E, Sequence &To) {
    if (!E)
      return;
    walkSplay(E->in_splay.spe_left, To);
    To.emplace_back(E->key, E->value);
    walkSplay(E->in_splay.spe_right, To);
  }

  static bool areEndsRight(const store &S) {
    return !S.is_prepared || (!*S.tail_queue.tqh_last && !*S.single_tail_queue.stqh_last);
  }
};

[[persistent]] driver::Driven<store> Subject;

int main(int argc, char **argv) {
  return driver::drive<Twin>([]() -> auto & { return Subject; }, Operate(), IsSame(), argc, argv);
}
