#pragma once

#include <cstdint>
#include <string_view>

namespace gateway::protocol {

/// About how many tokens a piece of UTF-8 text is: four ASCII characters a
/// token, a CJK character one, an emoji two. At least 1 unless `text` is empty,
/// so that a stream of one token an event counts right. For charts and for
/// streams that end without usage, never for money that was reported. Any thread.
std::int64_t estimateTokens(std::string_view text);

} // namespace gateway::protocol
