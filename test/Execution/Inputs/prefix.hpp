#include <stdio.h>
#include <stet.h>
struct [[persistent]] item {
  long value;
  item *next;
};
[[persistent]] inline item *first;
inline void add(long value) {
  transaction <> { first = new item{value, first}; }
}
