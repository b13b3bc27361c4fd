#include <mutex>
#include <stet.h>

struct [[persistent]] node {
  int value;
  node *next;
};
[[persistent]] node *head;
std::mutex global;

template <class T> T add(T by, std::mutex &lock, T &other) {
  transaction <lock, by, other> { head->value += by; }
  return by;
}

struct list {
  std::mutex lock;
  int size(stet::pool &pool, std::mutex locks[3], int kind) {
    int id = 0;
    transaction <> { id += kind; }
    transaction <lock, pool> {
      head = new node{kind, head};
      if (kind)
        return 3;
    }
    transaction <locks[kind], global> {
      for (int i = 0; i < 3; ++i) {
        transaction <> {
          if (i)
            break;
        }
      }
    }
    if (kind)
      transaction <pool> { return 1; }
    else
      transaction <pool> { stet::abort("no"); }
    while (kind)
      transaction <*&lock> {
        --kind;
        continue;
      }
    switch (id) {
    case 1:
      transaction <> { break; }
    default:;
    }
    auto later = [&] {
      transaction <lock> { return id < 3 && kind > 4; }
    };
    return later();
  }
};
