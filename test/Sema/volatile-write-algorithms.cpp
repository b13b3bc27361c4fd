// Algorithms write what their iterators lead to. libc++ has the bodies of some in its library.
// RUN: %clangxx_stet_verify -stdlib=libstdc++ %s
#include <algorithm>
#include <numeric>
#include <stet.h>
#include <vector>
std::vector<int> numbers; // expected-note 4 {{declared here}}
int array[4];             // expected-note 2 {{declared here}}
[[persistent]] std::vector<int, stet::allocator<int>> kept;
void block() {
  transaction <> {
    std::fill(numbers.begin(), numbers.end(), 1);  // expected-warning {{'numbers' is volatile}}
    std::sort(numbers.begin(), numbers.end());     // expected-warning {{'numbers' is volatile}}
    std::iota(numbers.begin(), numbers.end(), 1);  // expected-warning {{'numbers' is volatile}}
    std::swap(numbers[0], numbers[1]);             // expected-warning {{'numbers' is volatile}}
    std::fill(array, array + 4, 1);                // expected-warning {{'array' is volatile}}
    std::sort(std::begin(array), std::end(array)); // expected-warning {{'array' is volatile}}
    std::sort(kept.begin(), kept.end());
    kept[0] = std::accumulate(numbers.begin(), numbers.end(), 0) + *std::max_element(array, array + 4);
    std::vector<int> local(numbers.begin(), numbers.end());
    std::sort(local.begin(), local.end());
  }
}
