// What C++ can write, an abort undoes and a commit keeps, to the last byte: placement new, new of
// arrays with cookies, virtual bases, pointers to members, exceptions that are thrown and caught
// inside the block, destructors during unwinding, coroutine frames, guaranteed elision, lambdas,
// reference and thread-local variables, std::atomic of any type.
// RUN: rm -rf %t && mkdir %t
// RUN: %every_level %t %clangxx_stet -w -I%S/Inputs %s %link_stet -latomic
#include "both-ways.h"
#include <array>
#include <atomic>
#include <coroutine>
#include <cstdint>
#include <memory>
#include <new>
#include <optional>
#include <stdexcept>
#include <tuple>
#include <variant>

struct big {
  long A[9];
};
struct with_destructor {
  long Value;
  with_destructor(long Value) : Value(Value) {}
  ~with_destructor();
};
struct base {
  long InBase = 1;
};
struct left : virtual base {
  long InLeft = 2;
};
struct right : virtual base {
  long InRight = 3;
};
struct bottom : left, right {
  long InBottom = 4;
};
struct three {
  char A[3];
};
struct everything {
  alignas(64) char Room[512];
  long Words[32];
  big Big;
  std::array<int, 7> Array;
  std::optional<long> Optional;
  std::variant<int, double, big> Variant;
  std::tuple<char, long> Tuple;
  std::atomic<three> Three;
  std::atomic<big> BigAtomic;
  std::atomic<bool> Flag;
  std::atomic<double> Double;
  int Bits : 5;
};
[[persistent]] everything E;
static volatile int Zero = 0;
with_destructor::~with_destructor() { E.Words[31] += Value; }

NOINLINE static big makeBig(long N) { return {{N, N + 1}}; }
NOINLINE static void throwsAt(int N) {
  with_destructor D(5);
  E.Words[N] = 17;
  if (N > Zero)
    throw std::runtime_error("planned");
}
NOINLINE static void catchesAndThrowsOn() {
  try {
    throwsAt(3);
  } catch (std::exception &Caught) {
    E.Words[4] = Caught.what()[0];
    throw;
  }
}

struct generator {
  struct promise_type {
    long Current;
    generator get_return_object() {
      return {std::coroutine_handle<promise_type>::from_promise(*this)};
    }
    std::suspend_always initial_suspend() { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(long V) {
      Current = V;
      return {};
    }
    void return_void() {}
    void unhandled_exception() { throw; }
  };
  std::coroutine_handle<promise_type> Handle;
  ~generator() { Handle.destroy(); }
};
static generator writesWhileItRuns(long *P, int Count) {
  for (int I = 0; I < Count; ++I) {
    P[I] = I + 100;
    co_yield P[I];
  }
  P[Count] = 7;
}
// A coroutine whose frame lies in persistent memory.
struct in_pool : generator {
  struct promise_type : generator::promise_type {
    static void *operator new(size_t Size) { return Size <= sizeof E.Room ? E.Room : nullptr; }
    static void operator delete(void *) {}
    in_pool get_return_object() {
      return {{std::coroutine_handle<generator::promise_type>::from_address(
          std::coroutine_handle<promise_type>::from_promise(*this).address())}};
    }
  };
};
static in_pool withPersistentFrame(long Start) {
  long Counter = Start;
  for (;;)
    co_yield ++Counter;
}

template <class T> struct crtp {
  void set(long V) { static_cast<T *>(this)->Member = V; }
};
struct derived : crtp<derived> {
  long Member;
};

static void placementNew() { new (E.Room) big{makeBig(Zero + 4)}; }
static void placementNewElided() { new (&E.Big) big(makeBig(Zero + 5)); }
static void arrayNewWithCookie() {
  // The count stands before the elements.
  struct placed : with_destructor {
    placed() : with_destructor(3) {}
    static void *operator new[](size_t) { return E.Room; }
    static void operator delete[](void *) {}
  };
  placed *P = new placed[4 + Zero];
  P[1].Value = 9;
  delete[] P;
}
static void virtualBases() {
  bottom *B = new (E.Room) bottom;
  base *AsBase = B;
  right *AsRight = B;
  asm("" : "+r"(AsBase), "+r"(AsRight));
  AsBase->InBase = 77;
  AsRight->InBase += 1;
  AsRight->InRight = 78;
}
static void pointersToMembers() {
  big everything::*Member = &everything::Big;
  long (everything::*Words)[32] = &everything::Words;
  asm("" : "+r"(Member), "+r"(Words));
  (E.*Member).A[2] = 5;
  (E.*Words)[6] = 9;
}
static void exceptionCaughtInside() {
  try {
    throwsAt(2);
  } catch (const std::runtime_error &) {
    E.Words[5] = 18;
  }
}
static void exceptionThrownOn() {
  try {
    catchesAndThrowsOn();
  } catch (...) {
    E.Words[6] = 19;
  }
}
static void destructorsWhileUnwinding() {
  try {
    with_destructor A(1), B(2);
    throwsAt(1);
  } catch (...) {
  }
}
static void exceptionObjectWithState() {
  try {
    throw makeBig(7);
  } catch (big &B) {
    B.A[1] = 5;
    E.Big = B;
  }
}
static void coroutineWrites() {
  generator G = writesWhileItRuns(E.Words, 3 + Zero);
  while (G.Handle.resume(), !G.Handle.done())
    E.Words[10] += G.Handle.promise().Current;
}
static void coroutineFrame() {
  in_pool G = withPersistentFrame(5 + Zero);
  G.Handle.resume(), G.Handle.resume();
  E.Words[11] = G.Handle.promise().Current;
}
static void lambda() {
  auto Set = [&Words = E.Words](auto... V) {
    int I = 0;
    ((Words[I++] = V), ...);
  };
  Set(4, 5L, 'c');
}
static void references() {
  auto &[A, B, C, D, F, G, H] = E.Array;
  A = 4, G += 3;
  std::swap(B, C);
  std::tie(D, std::ignore) = std::pair(9, 8);
}
static void crtpMember() { reinterpret_cast<derived *>(E.Room)->set(8); }
static thread_local long *Own;
static void threadLocal() {
  Own = E.Words + Zero;
  Own[3] = 4;
}
static void standardTypes() {
  E.Optional = 5;
  E.Variant = makeBig(4);
  E.Tuple = {'x', 99};
  E.Array.fill(3);
}
static void atomics() {
  E.Three = three{{'x', 'y', 'z'}};
  E.BigAtomic = makeBig(3);
  E.Flag = !E.Flag;
  E.Double += 2.5;
  three T = E.Three;
  E.Three.compare_exchange_strong(T, three{{'1', '2', '3'}});
  std::atomic_ref<long>(E.Words[2]).fetch_add(5);
}
static void bitField() { E.Bits += 3; }
static void initialiserList() {
  for (long V : {3L, 4L, 5L})
    E.Words[V] = V;
}
static void constructAt() {
  std::construct_at(&E.Big, makeBig(9));
  std::uninitialized_fill_n(E.Words, 5, 3);
}

int main() {
  transaction <> {
    memset(E.Room, 7, sizeof E.Room);
    memset(E.Words, 7, sizeof E.Words);
    memset(&E.Big, 7, sizeof E.Big);
    E.Array = {1, 2, 3, 4, 5, 6, 7};
  }
#define CHECK_BOTH(NAME) bothWays(#NAME, NAME, &E, sizeof E);
  CHECK_BOTH(placementNew) CHECK_BOTH(placementNewElided) CHECK_BOTH(arrayNewWithCookie)
  CHECK_BOTH(pointersToMembers) CHECK_BOTH(exceptionCaughtInside)
  CHECK_BOTH(exceptionThrownOn) CHECK_BOTH(destructorsWhileUnwinding)
  CHECK_BOTH(exceptionObjectWithState) CHECK_BOTH(coroutineWrites) CHECK_BOTH(coroutineFrame)
  CHECK_BOTH(lambda) CHECK_BOTH(references) CHECK_BOTH(crtpMember) CHECK_BOTH(threadLocal)
  CHECK_BOTH(standardTypes) CHECK_BOTH(atomics) CHECK_BOTH(bitField) CHECK_BOTH(initialiserList)
  CHECK_BOTH(constructAt) CHECK_BOTH(virtualBases)
  return Failures != 0;
}
