#pragma once

#include <string>

namespace gateway {

/// A JSON value as text, on one line. For values that are only passed on, so that their users need no JSON library.
struct JsonText {
    std::string text = "null";

    bool operator==(const JsonText&) const = default;
};

} // namespace gateway
