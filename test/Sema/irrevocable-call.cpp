// The C++ library's ways to do what an abort can't undo.
// RUN: %clangxx_stet_verify %s
// RUN: %clangxx_stet_verify -stdlib=libc++ -Wno-#warnings %s
#include <stet.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <mutex>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

static std::mutex lock, other;
[[stet::transaction_pure]] void answered() { std::cout << "hello"; }
#pragma stet diagnostic ignored "volatile-write"

void printHere(std::ostream &to = std::cout) { to << 1; }
void take(int &);

template <class T> void log(const T &value) {
  std::cout << value; // expected-note {{called here}}
}

void block(std::string text) {
  std::ofstream file("x");
  std::ostream &screen = std::cout, &errors = std::cerr;
  transaction <> { // expected-note 8 {{the transaction begins here}}
    screen << "a";                 // expected-warning {{can't be undone if the transaction aborts: what it writes stays written [stet-irrevocable-call]}}
    std::cout << "a" << 1 << text; // expected-warning {{can't be undone if the transaction aborts: what it writes stays written [stet-irrevocable-call]}}
    file << text;                  // expected-warning {{can't be undone}}
    log(text);                     // expected-warning-re {{the call to 'log' calls 'std::{{.*}}operator<<', which can't be undone}}
    std::thread worker(answered);  // expected-warning-re {{'std::{{.*}}thread::thread{{.*}}' can't be undone if the transaction aborts: another thread}}
    std::lock_guard guard(lock);   // expected-warning {{name the lock in 'transaction <lock>'}}
    other.lock();                  // expected-warning {{name the lock in 'transaction <lock>'}}
    std::filesystem::remove("x");  // expected-warning {{what it does to files stays done}}
    std::cerr << "message";
    std::clog << "message";
    errors << "message";
    std::ostringstream here;
    printHere(here);
    int &itself = itself; // expected-warning {{reference 'itself' is not yet bound to a value}}
    take(itself);
    std::ostringstream in_memory;
    in_memory << text;
    std::thread none;
    std::unique_lock<std::mutex> later(lock, std::defer_lock);
    std::vector<std::string> strings{text, text + text};
    auto shared = std::make_shared<std::string>(text);
    answered();
  }
  transaction <lock, other> { text += "x"; }
}
