#include "restored-classes-elsewhere.h"

void changeElsewhere() {
  const std::string Text = " and more than fits into the object itself";
  Name += Text;
  Names[1] += Text;
  InThread.push_back(4);
  some::Name.swap(Name);
  cache::Last.append(Text);
  cache::Inline += Text;
  cache_of<long>::All.push_back(7);
  Later.Text += Text;
}
