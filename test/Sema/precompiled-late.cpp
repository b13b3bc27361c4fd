// The checks make Clang load more functions from a precompiled header, while they look at
// those that there are. It takes a large header, and a list that has just to grow.
// RUN: rm -rf %t && mkdir %t
// RUN: %clangxx_stet -x c++-header %S/Inputs/large-header.h -o %t/large-header.pch
// RUN: %clangxx_stet -fsyntax-only -include-pch %t/large-header.pch %s
struct counted {
  counted();
  counted(const counted &);
  ~counted();
};
[[stet::restored]] counted owner;
[[persistent]] std::array<std::pair<int, int *>, 3> pairs;
inline int of_0() { return 0; } inline int of_1() { return 1; }
inline int of_2() { return 2; } inline int of_3() { return 3; }
inline int of_4() { return 4; } inline int of_5() { return 5; }
inline int of_6() { return 6; } inline int of_7() { return 7; }
inline int of_8() { return 8; } inline int of_9() { return 9; }
inline int of_10() { return 10; } inline int of_11() { return 11; }
inline int of_12() { return 12; } inline int of_13() { return 13; }
inline int of_14() { return 14; } inline int of_15() { return 15; }
inline int of_16() { return 16; } inline int of_17() { return 17; }
inline int of_18() { return 18; } inline int of_19() { return 19; }
inline int of_20() { return 20; } inline int of_21() { return 21; }
inline int of_22() { return 22; } inline int of_23() { return 23; }
inline int of_24() { return 24; } inline int of_25() { return 25; }
inline int of_26() { return 26; } inline int of_27() { return 27; }
inline int of_28() { return 28; } inline int of_29() { return 29; }
inline int of_30() { return 30; } inline int of_31() { return 31; }
inline int of_32() { return 32; } inline int of_33() { return 33; }
