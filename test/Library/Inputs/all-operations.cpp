// Instantiates every member of the containers and strings with stet::allocator, for
// out-of-line.test. It is not run.
#include <stet.h>

#include <deque>
#include <forward_list>
#include <functional>
#include <list>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

template <class T> using A = stet::allocator<T>;
template <class K, class V> using P = stet::allocator<std::pair<const K, V>>;
using Text = std::basic_string<char, std::char_traits<char>, A<char>>;
using WideText = std::basic_string<wchar_t, std::char_traits<wchar_t>, A<wchar_t>>;

struct HashOfText {
  size_t operator()(const Text &T) const { return std::hash<std::string_view>()(T); }
};

template class std::basic_string<char, std::char_traits<char>, A<char>>;
template class std::basic_string<wchar_t, std::char_traits<wchar_t>, A<wchar_t>>;
template class std::vector<int, A<int>>;
template class std::vector<bool, A<bool>>;
template class std::vector<Text, A<Text>>;
template class std::deque<int, A<int>>;
template class std::deque<Text, A<Text>>;
template class std::list<int, A<int>>;
template class std::list<Text, A<Text>>;
template class std::forward_list<int, A<int>>;
template class std::map<int, Text, std::less<>, P<int, Text>>;
template class std::multimap<Text, int, std::less<>, P<Text, int>>;
template class std::set<Text, std::less<>, A<Text>>;
template class std::multiset<int, std::less<>, A<int>>;
template class std::unordered_map<int, Text, std::hash<int>, std::equal_to<>, P<int, Text>>;
template class std::unordered_multimap<Text, int, HashOfText, std::equal_to<>, P<Text, int>>;
template class std::unordered_set<Text, HashOfText, std::equal_to<>, A<Text>>;
template class std::unordered_multiset<int, std::hash<int>, std::equal_to<>, A<int>>;
