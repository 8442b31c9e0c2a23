#pragma once

#include "gateway/core/text/sentence.h"

#include <string>
#include <string_view>

namespace gateway::config {

/// A rule for a text. `problem` returns what would be valid ("must be ..."), or empty if `text` is valid. It never
/// repeats the text, which may be a pasted key. `pattern` and `format` are the part that JSON Schema can express, or
/// null.
struct TextRule {
    Sentence (*problem)(std::string_view text) = nullptr;
    const char* pattern = nullptr;
    const char* format = nullptr;
};

namespace rules {

extern const TextRule kAny;
extern const TextRule kId; ///< for a provider or a route
extern const TextRule kConsumerName;
extern const TextRule kSecretReference;
extern const TextRule kBaseUrl;
extern const TextRule kListUrl; ///< https, or http on this machine
extern const TextRule kCollector; ///< kBaseUrl, or "env"
extern const TextRule kProxyUrl;
extern const TextRule kListenAddress; ///< an IP literal or "localhost"
extern const TextRule kNetwork; ///< an IP literal, or one with a prefix length ("10.0.0.0/8")
extern const TextRule kUser; ///< user name on this machine, or a numeric user id
extern const TextRule kHost; ///< a host name or an IP literal
extern const TextRule kDomain; ///< kHost, or "*.name"
extern const TextRule kOrigin;
extern const TextRule kMethod;
extern const TextRule kToken; ///< header name
extern const TextRule kPath;
extern const TextRule kRegex;
extern const TextRule kModelPattern; ///< for a model map
extern const TextRule kSha256;
extern const TextRule kTimestamp;
extern const TextRule kClock; ///< "00:00" to "24:00"
extern const TextRule kTimeZone;
extern const TextRule kDay; ///< "2026-10-01"
extern const TextRule kDays; ///< a day, or "2026-10-01..2026-10-07"
extern const TextRule kLimitName;
extern const TextRule kTarget; ///< PROVIDER/MODEL
extern const TextRule kRoom;
extern const TextRule kFailureClass; ///< a value of `fallback.on`

} // namespace rules

} // namespace gateway::config
