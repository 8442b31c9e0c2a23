#pragma once

#include <string>

namespace gateway {

/// One JSON value as text, on one line. Holds what is only passed on, so that its
/// users need no JSON library.
struct JsonText {
    std::string text = "null";

    bool operator==(const JsonText&) const = default;
};

} // namespace gateway
