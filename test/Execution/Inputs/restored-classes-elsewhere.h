// Variables of classes that can't be copied byte by byte, which one file defines and another
// changes.
#ifndef RESTORED_CLASSES_ELSEWHERE_H
#define RESTORED_CLASSES_ELSEWHERE_H
#include <stet.h>
#include <string>
#include <vector>

[[stet::restored]] extern std::string Name;
[[stet::restored]] extern std::string Names[3];
[[stet::restored]] extern thread_local std::vector<int> InThread;
namespace some {
[[stet::restored]] extern std::string Name;
extern std::string Name; // again
} // namespace some
struct cache {
  [[stet::restored]] static std::string Last;
  [[stet::restored]] static inline std::string Inline;
};
template <class T> struct cache_of {
  [[stet::restored]] static std::vector<T> All;
};
template <class T> std::vector<T> cache_of<T>::All;

class later;
[[stet::restored]] extern later Later;
class later {
public:
  later(const char *Text) : Text(Text) {}
  std::string Text;
};

void changeElsewhere();

#endif // RESTORED_CLASSES_ELSEWHERE_H
