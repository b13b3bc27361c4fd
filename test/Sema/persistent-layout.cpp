// What does not survive the run can't be in a persistent class; the message names the path
// to it, and the notes lead along it.
// RUN: %clangxx_stet_verify -ferror-limit=0 -fPIE %s
// RUN: %clangxx_stet_verify -ferror-limit=0 -fPIE -stdlib=libc++ -Wno-#warnings %s
#include <stet.h>

#include <array>
#include <cstdio>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <memory_resource>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <tuple>
#include <variant>
#include <vector>
#include <pthread.h>

struct owner {
  std::string name; // expected-note {{'account::history::owner::name' is declared here}} expected-note {{'array::owner::name' is declared here}}
};
struct entries {
  owner owner; // expected-note {{'account::history::owner' is declared here}} expected-note {{'array::owner' is declared here}}
};
struct [[persistent]] account {
  entries history; // expected-error-re {{'account::history::owner::name' can't be persistent: 'std::{{.*}}string{{.*}}' keeps its contents in volatile memory; give it 'stet::allocator' [stet-persistent-layout]}}
};

struct [[persistent]] kinds {
  std::string text;                    // expected-error {{'kinds::text' can't be persistent}} expected-note {{let it allocate in the pool}}
  std::vector<int> numbers;            // expected-error {{'kinds::numbers' can't be persistent: 'std::vector<int>' keeps its contents}} expected-note {{let it allocate in the pool}}
  std::map<int, int> table;            // expected-error {{'kinds::table' can't be persistent}}
  std::unique_ptr<int> owned;          // expected-error {{owns volatile memory; let it own an object of a persistent class}}
  std::shared_ptr<int> shared;         // expected-warning {{'kinds::shared' should not be persistent: 'std::shared_ptr<int>' keeps its counters in volatile memory unless}}
  std::function<void()> callback;      // expected-error {{points to code}}
  std::mutex lock;                     // expected-error {{'std::mutex' belongs to one run of the program}}
  std::thread worker;                  // expected-error {{'std::thread' belongs to one run of the program}}
  pthread_mutex_t c_lock;              // expected-error {{'pthread_mutex_t' belongs to one run of the program}}
  pthread_t c_thread;                  // expected-error {{'pthread_t' belongs to one run of the program}}
  FILE *file;                          // expected-error {{'FILE *' belongs to one run of the program}}
  int &reference;                      // expected-error {{'kinds::reference' can't be persistent: a reference can't be set anew; use a pointer}}
  account &other;                      // expected-warning {{'kinds::other' should not be persistent: a reference can't be set anew; use a pointer}}
  void (*function)();                  // expected-warning {{'kinds::function' should not be persistent: pointers to functions need the same addresses in every run; compile with '-fno-pie' and link with '-no-pie'}}
  void (account::*member_function)();  // expected-warning {{pointers to functions need}}
};

// Through the parts of other types.
struct [[persistent]] parts {
  std::string array[2][2];                                      // expected-error {{'parts::array' can't}}
  std::array<std::string, 2> std_array;                         // expected-error {{'parts::std_array' can't}}
  std::pair<int, std::string> pair;                             // expected-error {{'parts::pair::second' can't}} expected-note@*:* {{'parts::pair::second' is declared here}}
  std::optional<std::string> optional;                          // expected-error {{'parts::optional' can't}}
  std::variant<int, std::optional<std::mutex>> variant;         // expected-error {{'parts::variant' can't be persistent: 'std::mutex'}}
  std::tuple<int, std::string> tuple;                           // expected-error {{'parts::tuple' can't}}
  std::vector<std::string, stet::allocator<std::string>> names; // expected-error {{'parts::names[]' can't}}
  union {    // expected-error {{'parts::(anonymous)::(anonymous)::inner' can't be persistent}}
    struct { // expected-note {{'parts::(anonymous)::(anonymous)' is declared here}}
      std::mutex *fine;
      FILE *inner; // expected-note {{'parts::(anonymous)::(anonymous)::inner' is declared here}}
    };
  };
};

struct base {
  std::string name; // expected-note {{'derived::base::name' is declared here}}
};
struct [[persistent]] derived : base {}; // expected-error {{'derived::base::name' can't be persistent}}

template <class T> struct my_container {
  std::allocator<T> allocator; // expected-note {{'uses_mine::items::allocator' is declared here}}
  T *first;
};
struct [[persistent]] uses_mine {
  my_container<int> items; // expected-error {{'uses_mine::items::allocator' can't be persistent: 'std::allocator<int>' allocates volatile memory; use 'stet::allocator'}}
};

template <class T> struct [[persistent]] box {
  T value; // expected-error-re {{'box::value' can't be persistent: '{{.*}}string{{.*}}' keeps}}
};
box<int> fine;
box<std::string> bad; // expected-note {{in the instantiation of 'box' for this use}}

[[persistent]] std::string variable; // expected-error {{'variable' can't be persistent}} expected-note {{let it allocate in the pool}}
[[persistent]] entries array[4];     // expected-error {{'array::owner::name' can't be persistent}}

struct [[persistent]] of_pmr {
  std::pmr::vector<int> numbers; // expected-error {{'of_pmr::numbers' can't be persistent: 'std::pmr::vector<int>' keeps its contents in volatile memory}}
  std::pmr::polymorphic_allocator<int> allocator; // expected-error {{'of_pmr::allocator' can't be persistent: 'std::pmr::polymorphic_allocator<int>' allocates volatile memory}}
  std::exception_ptr error;      // expected-error {{'of_pmr::error' can't be persistent: 'std::exception_ptr' belongs to one run}}
};
