#pragma once

#include "format.h"

#include <string>
#include <string_view>

namespace gateway::protocol {

/// Where a request of `format` has the parameter that OpenAI's chat calls `name`, for `BodyEdit`:
/// "generationConfig.topP" for Gemini's "top_p". Returns `name` itself if the format has no other place for it or the
/// name is the format's own.
std::string parameterPlace(Format format, std::string_view name);

/// `json` in the form that this place requires: a single stop sequence becomes a list where a list is required.
std::string parameterValue(std::string_view place, std::string_view json);

} // namespace gateway::protocol
