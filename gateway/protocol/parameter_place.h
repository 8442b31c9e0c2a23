#pragma once

#include "format.h"

#include <string>
#include <string_view>

namespace gateway::protocol {

/// Where a request of `format` has the parameter that OpenAI's chat calls `name`, for
/// `BodyEdit`: "generationConfig.topP" for Gemini's "top_p". `name` itself where the format
/// has no other place for it, as where it is the format's own.
std::string parameterPlace(Format format, std::string_view name);

/// `json` as that place takes it: one text to stop at becomes a list of one, where a list is a must.
std::string parameterValue(std::string_view place, std::string_view json);

} // namespace gateway::protocol
