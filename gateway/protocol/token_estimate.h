#pragma once

#include <cstdint>
#include <string_view>

namespace gateway::protocol {

/// The approximate number of tokens of a UTF-8 text: four ASCII characters make one token, a CJK
/// character one, an emoji two.
/// At least 1 unless `text` is empty, so that a stream with one token per event is counted correctly. For charts and
/// for streams that end without usage, never instead of a reported number. Any thread.
std::int64_t estimateTokens(std::string_view text);

} // namespace gateway::protocol
