#pragma once

#include "json.h"

#include <tl/expected.hpp>

#include <string_view>

namespace gateway {

/// Why a text is not read as a tree.
struct JsonFault {
    enum class Kind {
        Invalid, ///< it is not JSON
        TooDeep, ///< nested deeper than the limit of our trees
    };
    Kind kind = Kind::Invalid;
    Sentence words; ///< as the message of `parseJson()`
};

/// The same as `parseJson()`, for callers to whom it matters why a text is not read.
tl::expected<Json, JsonFault> readJson(std::string_view text);

} // namespace gateway
