#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bench {

/// What a request asks for with the part of its model name behind "!":
/// "any!small" one JSON answer of 1 KB, "any!delayed" the same after 2 to 50 ms, "any!50x20" a stream of 50 events, one
/// each 20 ms, "any!5000x0" the same as fast as they are taken; "any!mixed" what
/// a `Lottery` draws.
struct Behaviour {
    int events = 0; ///< 0: no stream
    int interval_ms = 0;
    bool isDelayed = false;
    bool isMixed = false;
};
std::optional<Behaviour> behaviourOf(std::string_view model);

/// The first string called `key` in `json`; no escapes are looked for.
std::string_view stringAt(std::string_view json, std::string_view key);

/// A whole HTTP answer.
const std::string& smallAnswer();
const std::string& modelsAnswer();
std::string plainAnswer(std::string_view status, std::string_view body);

/// `bytes` as a chunk of HTTP.
std::string chunkOf(const std::string& bytes);

/// The head of a stream, and its end: the usage, [DONE] and the last chunk.
const std::string& streamHead();
const std::string& streamTail();

/// One event as an HTTP chunk, around 200 bytes, that says when it was sent.
/// Valid until the next call.
std::string_view eventAt(std::int64_t sent_us);

/// The time in such an event (from its "data:" on); none: it is no such event.
std::optional<std::int64_t> sentAt(std::string_view event);

} // namespace bench
