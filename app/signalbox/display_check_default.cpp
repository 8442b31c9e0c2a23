#include "display_check.h"

namespace app {

std::optional<QString> displayProblem() { return std::nullopt; }

} // namespace app
