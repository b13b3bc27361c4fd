// What calls of the C++ library change although no body tells: std::tie, streams; and objects
// that are deleted.
// RUN: %clangxx_stet_verify -std=c++20 %s
#include "Inputs/silence.h"
#include <iostream>
#include <memory>
#include <sstream>
#include <stet.h>
#include <string>
#include <tuple>
[[persistent]] long P;
int A, B, C, D;              // expected-note 4 {{declared here}}
static std::string Line;     // expected-note {{declared here}}
static std::ostringstream Out, Other; // expected-note 2 {{declared here}}
static std::istringstream In; // expected-note {{declared here}}
std::tuple<int, int> pair();
static void print(std::ostream &To) {
  To << P; // expected-note {{changed here}}
}
struct plain {
  int Value;
};
static plain *const Kept = new plain{1}; // expected-note {{declared here}}
void change() {
  auto *const Object = new plain{1};
  transaction<> {
    P = 1;
    std::tie(A, std::ignore) = pair(); // expected-warning {{'A' is volatile}}
    std::tie(B, C) = std::make_tuple(1, 2); // expected-warning {{'B' is volatile}} expected-warning {{'C' is volatile}}
    Out << "text" << P; // expected-warning {{'Out' is volatile}}
    print(Other); // expected-warning {{'Other' is volatile}}
    In >> D; // expected-warning {{'In' is volatile}} expected-warning {{'D' is volatile}}
    std::getline(std::cin, Line); // expected-warning {{'Line' is volatile}}
    delete Kept; // expected-warning {{the object that 'Kept' points to is volatile}}
  }
  delete Object;
}
void silent() {
  transaction<> {
    P = 1;
    int X, Y;
    std::tie(X, Y) = pair();
    std::tie(X, std::ignore) = pair();
    std::ostringstream Text;
    Text << P << X << Y;
    Text.str("");
    print(Text);
    std::string Word;
    std::istringstream("a b") >> Word;
    auto *Made = new plain{X};
    delete Made;
    SILENCE("volatile-write") Out << Word;
  }
  std::tie(A, B) = pair();
  Out << A;
}
