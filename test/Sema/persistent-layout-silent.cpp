// What does survive is silent: pointers, containers in the pool, what persistent classes own,
// transient fields, volatile classes.
// RUN: %clangxx_stet_verify %s
// RUN: %clangxx_stet_verify -stdlib=libc++ -Wno-#warnings %s
// expected-no-diagnostics
#include <stet.h>

#include <array>
#include <atomic>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <variant>
#include <vector>

template <class T> using allocator = stet::allocator<T>;
using text = std::basic_string<char, std::char_traits<char>, allocator<char>>;

struct incomplete;
struct plain {
  std::string owner;
};
struct [[persistent]] node {
  node *next;
  plain *elsewhere;
  incomplete *unknown;
  int plain::*member;
  std::unique_ptr<node> owned;
  std::unique_ptr<node[]> array;
  std::unique_ptr<incomplete> unknown_owned;
  text name;
  std::vector<text, allocator<text>> names;
  std::list<node *, allocator<node *>> nodes;
  std::map<int, text, std::less<int>, allocator<std::pair<const int, text>>> ordered;
  std::unordered_map<int, int, std::hash<int>, std::equal_to<int>,
                     allocator<std::pair<const int, int>>>
      hashed;
  std::optional<std::variant<int, text, std::monostate>> choice;
  std::tuple<int, std::array<std::pair<long, double>, 3>> numbers;
  std::atomic<long> counter;
  std::string_view view;
  static std::string shared;
  static std::mutex lock;
};
std::string node::shared;

struct volatile_class {
  std::mutex lock;
  int &reference;
};
[[persistent]] std::vector<node *, allocator<node *>> all;
[[persistent]] plain *pointer;
