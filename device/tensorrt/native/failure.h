#pragma once
#include <string>

namespace motif {

/** Thrown off the main thread; becomes an Error with this code there. The text is one clause without a full stop. */
struct Failure {
  std::string code;
  std::string text;
};

}  // namespace motif
